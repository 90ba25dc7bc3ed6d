package io.limpid.denoiser;

import io.limpid.contracts.stream.DeadLetter;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of a batch on its way to an answer. */
sealed interface Item {
    ConsumerRecord<byte[], byte[]> record();

    default Optional<Request> maybeRequest() {
        return Optional.empty();
    }

    /** How many pixel values it keeps in memory. */
    default long values() {
        return 0;
    }

    record Readable(ConsumerRecord<byte[], byte[]> record, Request request) implements Item {
        @Override
        public Optional<Request> maybeRequest() {
            return Optional.of(request);
        }

        @Override
        public long values() {
            return request.payload().values();
        }
    }

    record Unreadable(ConsumerRecord<byte[], byte[]> record, DeadLetter deadLetter) implements Item {}
}
