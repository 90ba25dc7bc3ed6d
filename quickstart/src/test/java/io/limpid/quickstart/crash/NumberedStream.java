package io.limpid.quickstart.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.Publications;
import io.limpid.fixtures.SampleImages;
import io.limpid.fixtures.StreamProbe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A stream of numbered images through both services, with small models, and what must be true of it in the end. */
final class NumberedStream {
    static final Topics TOPICS = new Topics("");
    private static final int KEYS = 50;
    static final int PARTITIONS = 4;
    private static final List<byte[]> PICTURES = IntStream.range(0, 100)
            .mapToObj(seed -> SampleImages.greyPng(28, 28, seed))
            .toList();
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private final String bootstrap;
    private final Path folder;
    private int images;

    /** @param folder for the models' files */
    NumberedStream(String bootstrap, Path folder) {
        this.bootstrap = bootstrap;
        this.folder = folder;
    }

    /** Creates the topics and publishes a denoiser and a latent head. */
    void prepare() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            List<NewTopic> topics = TOPICS.images().stream()
                    .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                    .toList();
            admin.createTopics(topics).all().get();
            // only a leader tells offsets: a producer that writes before there is one may have its batches taken out of
            // order
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (NewTopic topic : topics) {
                IntStream.range(0, PARTITIONS)
                        .forEach(number -> ends.put(new TopicPartition(topic.name(), number), OffsetSpec.latest()));
            }
            await().atMost(PATIENCE)
                    .ignoreExceptionsMatching(failure -> failure instanceof ExecutionException)
                    .until(() -> admin.listOffsets(ends).all().get().size() == ends.size());
        }
        byte[] denoiser = FixtureModels.denoiser(1, 28, 28, 0.5f, "half");
        byte[] head = FixtureModels.latentHead(4, "half");
        try (StreamProbe probe = new StreamProbe(bootstrap)) {
            probe.publish(TOPICS.models(), published("denoiser", Task.DENOISE, denoiser));
            probe.publish(TOPICS.models(), published("head", Task.CLASSIFY_LATENT, head));
        }
    }

    private ModelPublished published(String name, Task task, byte[] onnx) {
        return Publications.live(folder.resolve(name + ".onnx"), name, 1, task, onnx, "half")
                .build();
    }

    /** Publishes so many more, as fast as the broker takes them. */
    void publishImages(int count) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < count; i++) {
                producer.send(next());
            }
        }
    }

    /** Publishes in a thread of its own until it is closed. */
    AutoCloseable publishSteadily(int imagesPerSecond) {
        return new SteadyPublisher(producer(), this::next, imagesPerSecond);
    }

    KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 5, "max.request.size", 16 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** The next image of the stream; one thread at a time. */
    ProducerRecord<byte[], byte[]> next() {
        int number = images++;
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_id", Integer.toString(number).getBytes(StandardCharsets.UTF_8));
        byte[] key = ("camera-" + number % KEYS).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(TOPICS.noisy(), null, key, PICTURES.get(number % PICTURES.size()), headers);
    }

    /** Waits for answers, uncommitted ones too, so that what follows falls into a transaction that is open. */
    void awaitSeen(String topic, int count) {
        try (CommittedHistory watched = new CommittedHistory(bootstrap, topic, "read_uncommitted")) {
            await().alias(count + " answers in " + topic)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        watched.poll(Duration.ofMillis(5));
                        return watched.distinct() >= count;
                    });
        }
    }

    /** Kills the service when so many answers are seen, in mid-transaction, and starts it again. */
    void killWhenSeen(String topic, int count, ServiceUnderTest service) {
        awaitSeen(topic, count);
        service.kill();
        service.start();
    }

    void assertWhole(String topic, ServiceUnderTest service) {
        try (CommittedHistory history = new CommittedHistory(bootstrap, topic, "read_committed")) {
            await().alias(topic)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        history.poll(Duration.ofMillis(100));
                        return history.distinct() == images;
                    });
            history.poll(Duration.ofSeconds(1));
            assertThat(history.doubled())
                    .as("doubled in %s%n%s", topic, service.log())
                    .isEmpty();
            assertThat(history.outOfOrder()).as("out of order in %s", topic).isEmpty();
        }
    }

    void assertEmpty(String topic) {
        try (CommittedHistory history = new CommittedHistory(bootstrap, topic, "read_committed")) {
            history.poll(Duration.ofSeconds(1));
            assertThat(history.distinct()).as(topic).isZero();
        }
    }
}
