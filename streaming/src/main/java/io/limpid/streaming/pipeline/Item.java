package io.limpid.streaming.pipeline;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.stream.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of a batch on its way to an answer.
 *
 * @param <R> what a record is read as
 */
public sealed interface Item<R> {
    ConsumerRecord<byte[], byte[]> source();

    /** It could be read. */
    record Readable<R>(ConsumerRecord<byte[], byte[]> source, R request) implements Item<R> {
        public Readable {
            requireNonNull(source, "source");
            requireNonNull(request, "request");
        }
    }

    /** It could not. */
    record Unreadable<R>(ConsumerRecord<byte[], byte[]> source, DeadLetter deadLetter) implements Item<R> {
        public Unreadable {
            requireNonNull(source, "source");
            requireNonNull(deadLetter, "deadLetter");
        }
    }
}
