package io.limpid.streaming.loop;

import static org.awaitility.Awaitility.await;

import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.fixtures.StreamProbe;
import io.limpid.fixtures.TemporaryBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Loops on a real broker that copy a topic's records to another, under the eyes of a {@link RecordingListener}. */
final class LoopHarness implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final int PARTITIONS = 2;

    final String source;
    final String answers;
    final String dead;
    final StreamProbe probe;
    private final TemporaryBroker broker;
    private final List<StreamLoop> loops = new ArrayList<>();
    private final Map<String, Object> kafka = new HashMap<>();

    /** The only one on a broker, which stays the caller's. */
    LoopHarness(TemporaryBroker broker) {
        this(broker, "");
    }

    /** On topics with this prefix, where tests share a broker. */
    LoopHarness(TemporaryBroker broker, String prefix) {
        this.broker = broker;
        this.source = prefix + "source";
        this.answers = prefix + "answers";
        this.dead = prefix + "dead";
        broker.createTopics(PARTITIONS, source, answers, dead);
        this.probe = new StreamProbe(broker.bootstrap());
        kafka.put("bootstrap.servers", broker.bootstrap());
        // a loop that can't write gives up after two seconds, not thirty
        kafka.put("max.block.ms", "2000");
        kafka.put("request.timeout.ms", "1000");
        kafka.put("delivery.timeout.ms", "2000");
    }

    /** For the loops that are started from now on. */
    void set(String property, String value) {
        kafka.put(property, value);
    }

    StreamLoop start(String instance, BatchHandler handler, StreamListener listener) {
        return start(instance, Delivery.EXACTLY_ONCE, handler, () -> true, listener);
    }

    StreamLoop start(
            String instance, Delivery delivery, BatchHandler handler, BooleanSupplier ready, StreamListener listener) {
        StreamSettings settings = new StreamSettings(
                new ServiceIdentity("copier", "1"),
                instance,
                new StreamRoute(source, answers, dead),
                delivery,
                64,
                Duration.ofMillis(2),
                Duration.ofSeconds(6),
                kafka);
        StreamLoop loop = new StreamLoop(settings, handler, ready, () -> "waiting for the test", listener);
        loops.add(loop);
        loop.start();
        return loop;
    }

    /** Answers each record with its own value. */
    static void copy(List<ConsumerRecord<byte[], byte[]>> batch, BatchOutput output) {
        batch.forEach(one -> output.answer(one, one.headers(), one.value()));
    }

    /** As {@link #copy}, unless a batch has that value. */
    static BatchHandler outOfMemoryAt(String value) {
        return (batch, output) -> {
            if (batch.stream().anyMatch(one -> text(one.value()).equals(value))) {
                throw new OutOfMemoryError("Java heap space");
            }
            copy(batch, output);
        };
    }

    /** Sends records named {@code prefix0} and so on, to all partitions in turn. */
    void send(String prefix, int count) {
        for (int i = 0; i < count; i++) {
            String name = prefix + i;
            probe.send(new ProducerRecord<>(source, i % PARTITIONS, bytes("key of " + name), bytes(name)));
        }
    }

    static String[] names(String prefix, int count) {
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = prefix + i;
        }
        return names;
    }

    /** The values of the committed answers. */
    List<String> answers(int count) {
        return probe.committed(answers, count).stream()
                .map(answer -> text(answer.value()))
                .toList();
    }

    /** The consumer groups that the broker knows. */
    List<String> groups() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            return admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .toList();
        }
    }

    /** What a topic takes from now on. */
    void limit(String topic, int maxMessageBytes) throws InterruptedException, ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        ConfigEntry limit = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    /** Sends values of zeros, compressed, in one batch of one partition. */
    void sendBombs(int count, int bytes) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                broker.bootstrap(),
                "compression.type",
                "zstd",
                "linger.ms",
                100,
                "batch.size",
                4 << 20,
                "max.request.size",
                256 << 20,
                "buffer.memory",
                256L << 20);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(source, 0, null, new byte[bytes]));
            }
        }
    }

    void awaitRunning(StreamLoop loop) {
        await().atMost(PATIENCE).until(() -> loop.status().isRunning());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        loops.forEach(StreamLoop::close);
        probe.close();
    }
}
