package io.limpid.quickstart.stream;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.process.StreamAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends records and knows what became of each: none is counted before the broker has it. */
public final class RecordSender implements AutoCloseable {
    private static final int MAX_REQUEST_BYTES = 17 << 20;

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong stored = new AtomicLong();
    private final AtomicReference<@Nullable Exception> firstFailure = new AtomicReference<>();

    public RecordSender(StreamAddress address) {
        this.producer = new KafkaProducer<>(
                address.settings("limpid-publish").producer(MAX_REQUEST_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** @throws CommandFailure when this or an earlier record can't be sent */
    public void send(ProducerRecord<byte[], byte[]> image) {
        requireNoFailure();
        try {
            producer.send(image, (metadata, failure) -> note(failure));
        } catch (KafkaException failure) {
            note(failure);
            requireNoFailure();
        }
    }

    private void note(@Nullable Exception failure) {
        if (failure == null) {
            stored.incrementAndGet();
        } else {
            firstFailure.compareAndSet(null, failure);
        }
    }

    private void requireNoFailure() {
        Exception failure = firstFailure.get();
        if (failure != null) {
            throw CommandFailure.failed(
                    "the broker did not take a record: " + failure.getMessage() + " ("
                            + Numbers.count(stored.get(), "record") + " before it stored)",
                    "check that the broker runs, has room on its disk, and takes records of this size",
                    failure);
        }
    }

    /**
     * Waits until everything sent is stored.
     *
     * @return how many records are
     * @throws CommandFailure when one is not
     */
    public long flush() {
        producer.flush();
        requireNoFailure();
        return stored.get();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
