package io.limpid.streaming.pipeline;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How records are answered, stage by stage; called by several threads at once. What fails for one record must become a dead letter of
 * it: an exception undoes the whole batch.
 *
 * @param <R> what a record is read as
 * @param <O> what became of it
 */
public interface Stages<R, O> {
    Item<R> decode(ConsumerRecord<byte[], byte[]> source);

    /** How many numbers what was read keeps in memory. */
    long values(R request);

    /**
     * The work that is done for many at once.
     *
     * @param requests at least one
     * @return an outcome a request, in the same order
     */
    List<O> infer(List<R> requests);

    Answer encode(Item.Readable<R> item, O outcome);
}
