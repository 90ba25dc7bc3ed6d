package io.limpid.streaming.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.stream.ServiceIdentity;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchInProgressTest {
    private static final ConsumerRecord<byte[], byte[]> SOURCE =
            new ConsumerRecord<>("source", 0, 0, new byte[] {1}, new byte[] {2});

    private final TopicLimits limits = new TopicLimits(1_000_000);
    private final MockProducer<byte[], byte[]> producer = new MockProducer<>(
            false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());

    private BatchInProgress batch(Delivery delivery) {
        StreamRoute route = new StreamRoute("source", "answers", "dead");
        return new BatchInProgress(
                producer,
                new StreamSettings(
                        new ServiceIdentity("copier", "1"),
                        "one",
                        route,
                        delivery,
                        64,
                        Duration.ofMillis(2),
                        Duration.ofSeconds(6),
                        Map.of()),
                limits);
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void aRefusedAnswerTellsItsTopicsLimit(Delivery delivery) {
        BatchInProgress batch = batch(delivery);
        batch.answer(SOURCE, new RecordHeaders(), new byte[5_000]);

        producer.errorNext(new RecordTooLargeException());

        assertThat(batch.hasLearntALimit()).isTrue();
        assertThat(limits.takes("answers", 5_001)).isFalse();
        assertThat(limits.takes("answers", 4_000)).isTrue();
    }

    /** The producer ends all that is left of a transaction with the failure of the one record that was too large. */
    @Test
    void whatEndsWithAnothersFailureTellsNothing() {
        BatchInProgress batch = batch(Delivery.EXACTLY_ONCE);
        batch.answer(SOURCE, new RecordHeaders(), new byte[5_000]);
        batch.answer(SOURCE, new RecordHeaders(), new byte[10]);

        producer.errorNext(new RecordTooLargeException());
        producer.errorNext(new RecordTooLargeException());

        assertThat(limits.takes("answers", 4_000)).isTrue();
    }
}
