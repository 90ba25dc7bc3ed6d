package io.limpid.quickstart.crash;

import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records for one partition that can't be denoised, and what becomes of them. */
final class Poison {
    private static final int PARTITION = 0;
    private static final int MEBIBYTE = 1 << 20;
    /** Each unpacks to more than any topic takes, and eight of them to more than a service's heap. */
    private static final int BOMB_BYTES = 40 * MEBIBYTE;
    /** Each is a legal record; together they unpack to twice a service's heap. */
    private static final int BALLAST_BYTES = 16 * MEBIBYTE;

    private static final int BALLAST = 32;
    /** As much as a service's whole heap. */
    private static final int GIANT_BYTES = 256 * MEBIBYTE;

    /** By the reason they are buried for. */
    private static final Map<String, byte[]> UNDECODABLE = Map.of(
            "EMPTY", new byte[0],
            "UNKNOWN_CONTENT", "hello".getBytes(StandardCharsets.UTF_8),
            "UNDECODABLE", FixtureModels.truncated(SampleImages.greyPng(28, 28, 1)),
            "TOO_MANY_PIXELS", SampleImages.hugePng(),
            "NO_MODEL", SampleImages.greyPng(32, 32, 3));

    private final String topic;
    private final Map<String, Integer> reasons = new TreeMap<>();
    private int bombs;

    Poison(String topic) {
        this.topic = topic;
    }

    /** One of each kind that is no larger than an image. */
    void sendSmall(KafkaProducer<byte[], byte[]> producer) {
        UNDECODABLE.forEach((reason, value) -> send(producer, reason, value));
    }

    /** Noise, which nothing compresses. */
    void sendOversized(KafkaProducer<byte[], byte[]> producer) {
        byte[] noise = new byte[5 * MEBIBYTE];
        new SplittableRandom(1).nextBytes(noise);
        send(producer, "TOO_MANY_BYTES", noise);
    }

    /** Unpacks to more than a service's whole heap: all that is known of it then is its place. */
    void sendGiant(String bootstrap) {
        try (KafkaProducer<byte[], byte[]> producer = compressing(bootstrap, GIANT_BYTES + MEBIBYTE)) {
            send(producer, "TOO_MANY_BYTES", new byte[GIANT_BYTES]);
        }
    }

    /** Zeros, which compression shrinks ten thousandfold: the broker takes them by their compressed size. */
    void sendBombs(String bootstrap, int count) {
        try (KafkaProducer<byte[], byte[]> producer = compressing(bootstrap, 64 * MEBIBYTE)) {
            for (int i = 0; i < BALLAST; i++) {
                send(producer, "TOO_MANY_BYTES", new byte[BALLAST_BYTES]);
            }
            for (int i = 0; i < count; i++) {
                send(producer, "TOO_MANY_BYTES", new byte[BOMB_BYTES]);
            }
        }
        bombs += count;
    }

    private static KafkaProducer<byte[], byte[]> compressing(String bootstrap, int mostBytes) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                bootstrap,
                "compression.type",
                "zstd",
                "linger.ms",
                200,
                "batch.size",
                4 * MEBIBYTE,
                "max.request.size",
                mostBytes,
                "buffer.memory",
                (long) mostBytes);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void send(KafkaProducer<byte[], byte[]> producer, String reason, byte[] value) {
        producer.send(new ProducerRecord<>(topic, PARTITION, null, value));
        reasons.merge(reason, 1, Integer::sum);
    }

    /** How many were sent, by the reason they must be buried for. */
    Map<String, Integer> reasons() {
        return reasons;
    }

    int count() {
        return reasons.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many of them no dead letter topic has room for. */
    int bombs() {
        return bombs;
    }
}
