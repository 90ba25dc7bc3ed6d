package io.limpid.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.limpid.broker.Ports;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.fixtures.SampleImages;
import io.limpid.fixtures.TemporaryBroker;
import io.limpid.quickstart.command.Commands;
import io.limpid.sources.Bucket;
import io.limpid.sources.BucketAddress;
import io.limpid.sources.BucketSource;
import io.limpid.sources.Buckets;
import io.limpid.sources.Leftovers;
import io.limpid.sources.SourceException;
import io.limpid.sources.SourceImage;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Adobe's S3Mock, a store that speaks S3, as a process of its own. */
class S3BucketIT {
    @TempDir
    static Path folder;

    private static Process store;
    private static URI endpoint;

    @BeforeAll
    static void start() throws IOException {
        System.setProperty("aws.accessKeyId", "any");
        System.setProperty("aws.secretAccessKey", "any");
        int port = Ports.free();
        endpoint = URI.create("http://127.0.0.1:" + port);
        store = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        storeJar(),
                        "--server.port=" + Ports.free(),
                        "--com.adobe.testing.s3mock.httpPort=" + port,
                        "--com.adobe.testing.s3mock.store.root=" + folder.resolve("store"),
                        "--com.adobe.testing.s3mock.store.initialBuckets=camera")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("store.log").toFile())
                .start();
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> {
            Buckets.openWithWhatIsHere("camera", endpoint).close();
            return true;
        });
    }

    @AfterAll
    static void stop() {
        store.destroy();
        store.onExit().join();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private static String storeJar() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("s3mock"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsWhatWasWritten() {
        List<String> told = new ArrayList<>();
        List<SourceImage> images = new ArrayList<>();
        try (Bucket bucket = Buckets.openWithWhatIsHere("camera", endpoint)) {
            bucket.write("today/a.png", SampleImages.greyPng(4, 4, 1), "image/png");
            bucket.write("today/sub/b.png", SampleImages.greyPng(4, 4, 2), "image/png");
            bucket.write("today/notes.txt", "words".getBytes(StandardCharsets.US_ASCII), "text/plain");
            bucket.write("tomorrow/c.png", SampleImages.greyPng(4, 4, 3), "image/png");
        }
        Bucket again = Buckets.openWithWhatIsHere("camera", endpoint);
        try (BucketSource source = new BucketSource(
                again, BucketAddress.parse("s3://camera/today/"), id -> false, new Leftovers(told::add))) {
            while (!source.isDone()) {
                source.next(Duration.ZERO).ifPresent(images::add);
            }
        }

        assertThat(images).extracting(SourceImage::key).containsExactly("today/a.png", "today/sub/b.png");
        assertThat(images.get(1).bytes()).isEqualTo(SampleImages.greyPng(4, 4, 2));
        assertThat(images).extracting(SourceImage::id).doesNotHaveDuplicates().allMatch(id -> id.contains("#"));
        assertThat(told).singleElement().asString().startsWith("today/notes.txt is left out");
    }

    private static int limpid(TemporaryBroker broker, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap", broker.bootstrap(), "--s3-endpoint", endpoint.toString()));
        return Commands.run(all.toArray(String[]::new));
    }

    private static long recordsIn(TemporaryBroker broker, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(topic, 0);
            return consumer.endOffsets(List.of(only)).get(only);
        }
    }

    @Test
    void streamsFromABucketOnceAndIntoABucket() {
        Topics topics = new Topics("");
        String journal = folder.resolve("sent.journal").toString();
        byte[] png = SampleImages.greyPng(4, 4, 1);
        try (TemporaryBroker broker = TemporaryBroker.start();
                Bucket bucket = Buckets.openWithWhatIsHere("camera", endpoint)) {
            broker.createTopics(1, topics.noisy(), topics.denoised(), topics.labels());
            bucket.write("stream/a.png", png, "image/png");

            assertThat(limpid(broker, "publish", "--s3", "s3://camera/stream/", "--journal", journal))
                    .isZero();
            bucket.write("stream/b.png", png, "image/png");
            assertThat(limpid(broker, "publish", "--s3", "s3://camera/stream/", "--journal", journal))
                    .isZero();
            assertThat(recordsIn(broker, topics.noisy())).isEqualTo(2);

            try (KafkaProducer<byte[], byte[]> producer = broker.producer()) {
                producer.send(new ProducerRecord<>(topics.denoised(), frame("digit-1", png)));
                Classification label = Classification.newBuilder()
                        .setId("digit-1")
                        .setLabel("3")
                        .build();
                producer.send(new ProducerRecord<>(topics.labels(), new ClassificationJson().serialize("", label)));
            }
            assertThat(consume(broker, 1)).isZero();

            assertThat(bucket.read("clean/digit-1.png")).isEqualTo(png);
            assertThat(new String(bucket.read("clean/digit-1.json"), StandardCharsets.UTF_8))
                    .contains("\"label\"");
        }
    }

    private static int consume(TemporaryBroker broker, int count) {
        return limpid(
                broker,
                "consume",
                "--out",
                "s3://camera/clean",
                "--from-beginning",
                "--count",
                Integer.toString(count),
                "--timeout",
                "5");
    }

    /** Neither labelled, so nothing but the bucket itself tells of the first. */
    @Test
    void leavesWhatAnEarlierRunWroteIntoABucket() {
        Topics topics = new Topics("");
        byte[] first = SampleImages.greyPng(4, 4, 1);
        byte[] second = SampleImages.greyPng(4, 4, 2);
        try (TemporaryBroker broker = TemporaryBroker.start();
                Bucket bucket = Buckets.openWithWhatIsHere("camera", endpoint);
                KafkaProducer<byte[], byte[]> producer = broker.producer()) {
            broker.createTopics(1, topics.noisy(), topics.denoised(), topics.labels());
            producer.send(new ProducerRecord<>(topics.denoised(), frame("gate", first)));
            producer.flush();
            consume(broker, 1);
            producer.send(new ProducerRecord<>(topics.denoised(), frame("gate", second)));
            producer.flush();
            consume(broker, 2);
            consume(broker, 2);

            assertThat(bucket.read("clean/gate.png")).isEqualTo(first);
            assertThat(bucket.read("clean/gate-0-1.png")).isEqualTo(second);
            assertThat(bucket.list("clean/gate"))
                    .toIterable()
                    .extracting(Bucket.Stored::name)
                    .containsExactlyInAnyOrder("clean/gate.png", "clean/gate-0-1.png");
        }
    }

    private static byte[] frame(String id, byte[] png) {
        Image image = Image.newBuilder()
                .setEncoding(Encoding.PNG)
                .setData(ByteString.copyFrom(png))
                .build();
        return DenoisedFrame.newBuilder().setId(id).setImage(image).build().toByteArray();
    }

    @Test
    void saysThatABucketIsMissing() {
        assertThatThrownBy(() -> Buckets.openWithWhatIsHere("nowhere", endpoint))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("the bucket nowhere can't be opened");
    }
}
