package io.limpid.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.v1.TrainingEvent;
import io.limpid.contracts.v1.TrainingEvent.EventCase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the topic of training events as any client would, from its beginning. */
final class EventProbe implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<EventCase> ENDS =
            Set.of(EventCase.FINISHED, EventCase.STOPPED, EventCase.FAILED, EventCase.INTERRUPTED);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Seen> seen = new ArrayList<>();

    /** An event and the record it came in. */
    record Seen(ConsumerRecord<byte[], byte[]> message, TrainingEvent event) {
        String key() {
            return new String(message.key(), StandardCharsets.UTF_8);
        }

        EventCase kind() {
            return event.getEventCase();
        }
    }

    EventProbe(String bootstrap, String topic) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> only = List.of(new TopicPartition(topic, 0));
        consumer.assign(only);
        consumer.seekToBeginning(only);
    }

    /** All events of a training, once it has ended. */
    List<Seen> ofTraining(String id) throws Exception {
        return untilEnd(event -> event.getTrainingId().equals(id));
    }

    /** All events that a request led to, once its training has ended. */
    List<Seen> ofRequest(String id) throws Exception {
        return untilEnd(event -> event.getRequestId().equals(id));
    }

    /** All that were read so far. */
    List<Seen> soFar(Predicate<TrainingEvent> which) {
        return seen.stream().filter(one -> which.test(one.event())).toList();
    }

    private List<Seen> untilEnd(Predicate<TrainingEvent> which) throws Exception {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (soFar(which).stream().noneMatch(one -> ENDS.contains(one.kind()))) {
            assertThat(System.nanoTime())
                    .as("no end within %s of %s", PATIENCE, seen)
                    .isLessThan(giveUp);
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                seen.add(new Seen(message, TrainingEvent.parseFrom(message.value())));
            }
        }
        return soFar(which);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
