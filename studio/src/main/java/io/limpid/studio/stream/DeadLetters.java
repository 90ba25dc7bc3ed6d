package io.limpid.studio.stream;

import io.limpid.contracts.stream.DeadLetter;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The latest dead letters of images, and their way back. Thread-safe: each call has a client of its own. */
public final class DeadLetters {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Readers readers;
    private final Map<String, String> sources;
    private final String deadFrames;

    public DeadLetters(Map<String, Object> kafka, Topics topics) {
        this.readers = new Readers("studio-dead", kafka);
        this.sources = Map.of(topics.noisyDead(), topics.noisy(), topics.denoisedDead(), topics.denoised());
        this.deadFrames = topics.denoisedDead();
    }

    /**
     * The latest, the newest first, without their values; those of images that no classifier takes don't crowd out the others.
     *
     * @param most letters of either sort
     * @throws org.apache.kafka.common.KafkaException when the broker doesn't answer
     */
    public List<Letter> latest(int most) {
        try (Consumer<byte[], byte[]> consumer = readers.open()) {
            List<TopicPartition> partitions = sources.keySet().stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            // a transaction's marker takes an offset, too: twice as many give as many letters, but for the very oldest
            partitions.forEach(partition ->
                    consumer.seek(partition, Math.max(begins.get(partition), ends.get(partition) - 2L * most)));
            List<Letter> found = read(consumer, ends);
            return Stream.concat(latest(found, false, most), latest(found, true, most))
                    .sorted(Comparator.comparingLong(Letter::at).reversed())
                    .toList();
        }
    }

    private static Stream<Letter> latest(List<Letter> found, boolean unlabelled, int most) {
        return found.stream()
                .filter(letter -> letter.unlabelled() == unlabelled)
                .sorted(Comparator.comparingLong(Letter::at).reversed())
                .limit(most);
    }

    private List<Letter> read(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        List<Letter> found = new ArrayList<>();
        long deadline = System.nanoTime() + Readers.PATIENCE.toNanos();
        while (ends.keySet().stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))
                && System.nanoTime() < deadline) {
            consumer.poll(POLL).forEach(letter -> found.add(Letter.of(letter, deadFrames)));
        }
        return found;
    }

    /**
     * One dead letter.
     *
     * @return empty where none lies there, or no more
     * @throws IllegalArgumentException when the topic is none of dead letters of images
     */
    public Optional<ConsumerRecord<byte[], byte[]>> find(String topic, int partition, long offset) {
        source(topic);
        TopicPartition place = new TopicPartition(topic, partition);
        try (Consumer<byte[], byte[]> consumer = readers.open()) {
            boolean exists = consumer.partitionsFor(topic).stream().anyMatch(info -> info.partition() == partition);
            if (!exists
                    || offset < 0
                    || offset >= consumer.endOffsets(List.of(place)).get(place)) {
                return Optional.empty();
            }
            consumer.assign(List.of(place));
            consumer.seek(place, offset);
            long deadline = System.nanoTime() + Readers.PATIENCE.toNanos();
            while (consumer.position(place) <= offset && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    return found.offset() == offset ? Optional.of(found) : Optional.empty();
                }
            }
            return Optional.empty();
        }
    }

    /**
     * The record that sends a dead letter where it came from, as it was: key, value, and headers but those of the failure.
     *
     * @throws IllegalArgumentException when something of it had to be left out, so that it can't be as it was
     */
    public ProducerRecord<byte[], byte[]> replay(ConsumerRecord<byte[], byte[]> dead) {
        Optional<String> leftOut = HeaderNames.text(dead.headers(), HeaderNames.DEAD_LETTER_LEFT_OUT);
        if (leftOut.isPresent()) {
            throw new IllegalArgumentException("it is not whole any more: " + leftOut.get());
        }
        return new ProducerRecord<>(
                source(dead.topic()), null, dead.key(), dead.value(), DeadLetter.original(dead.headers()));
    }

    private String source(String deadTopic) {
        String source = sources.get(deadTopic);
        if (source == null) {
            throw new IllegalArgumentException(
                    "expected one of the topics " + sources.keySet() + ", found " + deadTopic);
        }
        return source;
    }
}
