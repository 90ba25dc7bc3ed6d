package io.limpid.studio.stream;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The latest dead letters of images, and their way back. Thread-safe: each call has a client of its own. */
public final class DeadLetters {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Object> kafka;
    private final Map<String, String> sources;

    public DeadLetters(Map<String, Object> kafka, Topics topics) {
        this.kafka = new HashMap<>(requireNonNull(kafka, "kafka"));
        this.kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.kafka.put(ConsumerConfig.CLIENT_ID_CONFIG, "studio-dead");
        this.kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.kafka.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.kafka.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        this.kafka.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        this.sources = Map.of(topics.noisyDead(), topics.noisy(), topics.denoisedDead(), topics.denoised());
    }

    /**
     * The latest, the newest first, without their values.
     *
     * @param most letters
     * @throws org.apache.kafka.common.KafkaException when the broker doesn't answer
     */
    public List<Letter> latest(int most) {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
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
            return read(consumer, ends).stream()
                    .sorted(Comparator.comparingLong(Letter::at).reversed())
                    .limit(most)
                    .toList();
        }
    }

    private static List<Letter> read(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        List<Letter> found = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.keySet().stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))
                && System.nanoTime() < deadline) {
            consumer.poll(POLL).forEach(letter -> found.add(Letter.of(letter)));
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
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            boolean exists = consumer.partitionsFor(topic).stream().anyMatch(info -> info.partition() == partition);
            if (!exists
                    || offset < 0
                    || offset >= consumer.endOffsets(List.of(place)).get(place)) {
                return Optional.empty();
            }
            consumer.assign(List.of(place));
            consumer.seek(place, offset);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
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
        return new ProducerRecord<>(source(dead.topic()), null, dead.key(), dead.value(), original(dead.headers()));
    }

    private static Headers original(Headers dead) {
        Headers headers = new RecordHeaders();
        for (Header header : dead) {
            if (!header.key().startsWith(HeaderNames.DEAD_LETTER_PREFIX)) {
                headers.add(header);
            }
        }
        return headers;
    }

    private String source(String deadTopic) {
        String source = sources.get(deadTopic);
        if (source == null) {
            throw new IllegalArgumentException(
                    "expected one of the topics " + sources.keySet() + ", found " + deadTopic);
        }
        return source;
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
