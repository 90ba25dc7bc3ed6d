package io.limpid.streaming.loop;

import io.limpid.contracts.stream.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** Where a batch's answers go. They become visible to readers of committed data when the whole batch is done. */
public interface BatchOutput {
    /**
     * Whether the batch has taken so long that what is answered should be committed, and the rest be {@link #leaveRest() left}; who goes on
     * does no harm but to whoever waits. May be asked by any thread.
     */
    default boolean isEnough() {
        return false;
    }

    /** All records behind the last one that was answered or buried, of which there is at least one, are to come again in a later batch. */
    void leaveRest();

    /**
     * Sends an answer with its source's key and timestamp, to the partition of the source's number where the answer's topic
     * has one. An answer that the topic does not take for its size becomes a dead letter.
     */
    void answer(ConsumerRecord<byte[], byte[]> source, Headers headers, byte[] value);

    /**
     * Sends a record as it came to the dead letter topic, with headers that say why; what is too large for that topic without
     * its value, which a header says.
     */
    void bury(ConsumerRecord<byte[], byte[]> source, DeadLetter deadLetter);
}
