package io.limpid.streaming.loop;

import io.limpid.contracts.stream.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** Where a batch's answers go. They become visible to readers of committed data when the whole batch is done. */
public interface BatchOutput {
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
