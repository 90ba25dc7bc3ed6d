package io.limpid.streaming.pipeline;

import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How records are answered, stage by stage. What fails for one record must become a dead letter of it: an exception undoes the
 * whole batch.
 *
 * @param <I> what a record is decoded to
 */
public interface Stages<I> {
    /** Called by several threads at once. */
    I decode(ConsumerRecord<byte[], byte[]> record);

    /** How many numbers a decoded record keeps in memory. */
    long values(I item);

    /**
     * The work that is done for many at once, by one thread at a time.
     *
     * @return for each item, in the same order, what encodes its answer; called once each, by several threads at once
     */
    List<Supplier<Answer>> infer(List<I> items);
}
