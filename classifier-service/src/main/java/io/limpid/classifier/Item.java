package io.limpid.classifier;

import io.limpid.contracts.stream.DeadLetter;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of a batch on its way to an answer. */
sealed interface Item {
    ConsumerRecord<byte[], byte[]> record();

    default Optional<Request> maybeRequest() {
        return Optional.empty();
    }

    record Readable(ConsumerRecord<byte[], byte[]> record, Request request) implements Item {
        @Override
        public Optional<Request> maybeRequest() {
            return Optional.of(request);
        }
    }

    record Unreadable(ConsumerRecord<byte[], byte[]> record, DeadLetter deadLetter) implements Item {}
}
