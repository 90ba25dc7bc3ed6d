package io.limpid.trainer.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.serde.ProtobufSerializer;
import io.limpid.contracts.v1.TrainingEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventSenderTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Queue<String> arrived = new ConcurrentLinkedQueue<>();
    private EventSender sender;

    @AfterEach
    void close() {
        sender.close();
    }

    /** Fails its first sends with these, then takes everything. */
    private Producer<String, TrainingEvent> producer(RuntimeException... failures) {
        Queue<RuntimeException> script = new ArrayDeque<>(List.of(failures));
        return new MockProducer<>(true, null, new StringSerializer(), new ProtobufSerializer<>()) {
            @Override
            public Future<RecordMetadata> send(ProducerRecord<String, TrainingEvent> message) {
                if (!script.isEmpty()) {
                    return CompletableFuture.failedFuture(script.remove());
                }
                arrived.add(message.key());
                return super.send(message);
            }
        };
    }

    private EventSender sender(Supplier<Producer<String, TrainingEvent>> producers) {
        sender = new EventSender(producers, "training", registry);
        return sender;
    }

    private static TrainingEvent event(String run) {
        return TrainingEvent.newBuilder().setRunId(run).build();
    }

    private double count(String outcome) {
        return registry.get("limpid.training.events")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double waiting() {
        return registry.get("limpid.training.events.waiting").gauge().value();
    }

    @Test
    void keepsTheOrderThroughFailures() {
        Queue<Supplier<Producer<String, TrainingEvent>>> attempts = new ArrayDeque<>(List.of(
                () -> {
                    throw new KafkaException("the broker's name is not known", new ConfigException("no url"));
                },
                () -> producer(new TimeoutException("no broker")),
                this::producer));
        sender(() -> attempts.remove().get());

        sender.offer(event("a"));
        sender.offer(event("b"));
        sender.start();

        await().untilAsserted(() -> assertThat(arrived).containsExactly("a", "b"));
        await().until(() -> waiting() == 0);
        assertThat(count("sent")).isEqualTo(2);
        assertThat(count("lost")).isZero();
    }

    @Test
    void ofTooManyThatWaitTheOldestAreLost() {
        sender(this::producer);

        for (int i = 0; i < EventSender.MOST_WAITING + 2; i++) {
            sender.offer(event("run " + i));
        }

        assertThat(waiting()).isEqualTo(EventSender.MOST_WAITING);
        assertThat(count("lost")).isEqualTo(2);
        sender.start();
        await().until(() -> count("sent") == EventSender.MOST_WAITING);
        assertThat(arrived).first().isEqualTo("run 2");
    }

    @Test
    void oneThatIsTooLargeDoesNotHoldUpTheOthers() {
        sender(() -> producer(new RecordTooLargeException("1 MiB")));

        sender.start();
        sender.offer(event("large"));
        sender.offer(event("small"));

        await().untilAsserted(() -> assertThat(arrived).containsExactly("small"));
        assertThat(count("lost")).isEqualTo(1);
    }

    @Test
    void closingSendsWhatWaits() {
        sender(this::producer).offer(event("last"));
        sender.start();

        sender.close();

        assertThat(arrived).containsExactly("last");
        assertThat(count("lost")).isZero();
    }

    @Test
    void closingWithoutABrokerCountsWhatIsLost() {
        sender(() -> producer(new TimeoutException("no broker")));
        sender.offer(event("one"));
        sender.offer(event("two"));
        sender.start();
        await().until(() -> waiting() == 2);

        sender.close();

        assertThat(count("sent")).isZero();
        assertThat(count("lost")).isEqualTo(2);
        sender = new EventSender(this::producer, "training", new SimpleMeterRegistry());
    }
}
