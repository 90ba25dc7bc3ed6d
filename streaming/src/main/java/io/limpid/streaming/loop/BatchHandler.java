package io.limpid.streaming.loop;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Answers the records of a polled batch. */
@FunctionalInterface
public interface BatchHandler {
    /**
     * Sends an answer or a dead letter for each record that needs one, in the order of the records; where {@link BatchOutput#isEnough() it
     * takes too long}, it may {@link BatchOutput#leaveRest() leave the last of them}. Called by one thread at a time.
     *
     * <p>A record that can't be answered must become a dead letter here: an exception undoes the whole batch, which is then
     * polled and handled again.
     *
     * @param batch at least one record; of each partition in the order of offsets
     */
    void handle(List<ConsumerRecord<byte[], byte[]>> batch, BatchOutput output);

    /**
     * Begins to answer a batch while the one before it is still being committed; only one is under way at a time. Whoever keeps
     * account of what came before, which may yet be undone and come again, leaves it at this: nothing happens until the answers are asked for.
     *
     * @param batch as in {@link #handle}
     */
    default BatchWork begin(List<ConsumerRecord<byte[], byte[]>> batch) {
        return output -> handle(batch, output);
    }
}
