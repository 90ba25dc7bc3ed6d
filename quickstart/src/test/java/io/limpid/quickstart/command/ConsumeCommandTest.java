package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.contracts.stream.DeadLetter;
import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.contracts.stream.Topics;
import io.limpid.fixtures.SampleImages;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./limpid consume} on a real broker. */
class ConsumeCommandTest {
    @AutoClose
    private static final CommandStream STREAM = new CommandStream();

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    /** One picture has a label, of the other there is none to come: both are done. */
    @Test
    @Timeout(120)
    void consumeEndsWherePicturesGetNoLabel() throws Exception {
        Topics topics = STREAM.topics("unlabelled.");
        STREAM.broker().createTopics(1, topics.denoisedDead());
        ConsumerRecord<byte[], byte[]> source = new ConsumerRecord<>(topics.denoised(), 0, 0, null, null);
        Headers why = new DeadLetter("NO_MODEL", "expected 1x28x28, found 1x4x4", "")
                .headers(source, new ServiceIdentity("classifier", "1"));
        try (KafkaProducer<byte[], byte[]> producer = STREAM.broker().producer()) {
            producer.send(new ProducerRecord<>(topics.denoised(), CommandStream.frame("digit")));
            producer.send(new ProducerRecord<>(topics.labels(), CommandStream.label("digit")));
            producer.send(new ProducerRecord<>(topics.denoised(), CommandStream.frame("photo")));
            producer.send(new ProducerRecord<>(
                    topics.denoisedDead(),
                    null,
                    "photo".getBytes(StandardCharsets.UTF_8),
                    CommandStream.frame("photo"),
                    why));
        }

        Captured told = Captured.of(() -> STREAM.run(
                err, "consume", topics, "--out", folder.resolve("out").toString(), "--from-beginning", "--count", "2"));

        assertThat(told.exitCode()).isZero();
        assertThat(told.output())
                .contains(
                        "photo has no label: no live classifier takes such pictures",
                        "2 images and 1 label in ",
                        "1 image is cleaned and has no label:",
                        "1 that no live classifier takes",
                        "./limpid dead --bootstrap");
        assertThat(folder.resolve("out/photo.png")).exists();
    }

    /** Without a timeout: what never comes is known to. */
    @Test
    @Timeout(120)
    void consumeEndsWhereAnImageWasRefused() throws Exception {
        Topics topics = STREAM.topics("one-refused.");
        STREAM.broker().createTopics(1, topics.noisyDead());
        ConsumerRecord<byte[], byte[]> source = new ConsumerRecord<>(topics.noisy(), 0, 0, null, null);
        Headers why = new DeadLetter("TOO_MANY_BYTES", "expected at most 4194304 bytes, found 5000000", "")
                .headers(source, new ServiceIdentity("denoiser", "1"));
        try (KafkaProducer<byte[], byte[]> producer = STREAM.broker().producer()) {
            producer.send(new ProducerRecord<>(topics.denoised(), CommandStream.frame("digit")));
            producer.send(new ProducerRecord<>(topics.labels(), CommandStream.label("digit")));
            producer.send(new ProducerRecord<>(
                    topics.noisyDead(), null, "large.png".getBytes(StandardCharsets.UTF_8), new byte[] {1}, why));
        }
        String out = folder.resolve("out").toString();

        Captured told =
                Captured.of(() -> STREAM.run(err, "consume", topics, "--out", out, "--from-beginning", "--count", "2"));
        Captured json = Captured.of(
                () -> STREAM.run(err, "consume", topics, "--out", out, "--from-beginning", "--count", "2", "--json"));

        assertThat(told.exitCode()).isEqualTo(1);
        assertThat(told.output())
                .contains(
                        "large.png was refused: TOO_MANY_BYTES: expected at most 4194304 bytes, found 5000000",
                        "1 image and 1 label in ",
                        "1 image was refused:");
        assertThat(err.toString()).contains("1 of 2 images was refused");
        assertThat(json.output().lines().filter(line -> line.contains("\"type\":\"dead\"")))
                .singleElement()
                .asString()
                .contains("large.png", "TOO_MANY_BYTES");
    }

    @Test
    void writesPicturesAndTheirLabels() throws Exception {
        Topics topics = STREAM.topics("results.");
        try (KafkaProducer<byte[], byte[]> producer = STREAM.broker().producer()) {
            for (int i = 0; i < 4; i++) {
                producer.send(new ProducerRecord<>(topics.denoised(), CommandStream.frame("digit-" + i)));
                producer.send(new ProducerRecord<>(topics.labels(), CommandStream.label("digit-" + i)));
            }
            producer.send(new ProducerRecord<>(topics.denoised(), "foreign".getBytes(StandardCharsets.UTF_8)));
            producer.send(new ProducerRecord<>(topics.labels(), "foreign".getBytes(StandardCharsets.UTF_8)));
            producer.send(new ProducerRecord<>(topics.labels(), null));
            producer.send(new ProducerRecord<>(topics.denoised(), CommandStream.frame("digit-4")));
            producer.send(new ProducerRecord<>(topics.labels(), CommandStream.label("digit-4")));
        }
        Path out = folder.resolve("out");

        int exitCode = STREAM.run(
                err, "consume", topics, "--out", out.toString(), "--count", "5", "--from-beginning", "--timeout", "60");

        assertThat(exitCode).isZero();
        assertThat(Files.readAllLines(out.resolve("labels.csv")))
                .hasSize(6)
                .anyMatch(row -> row.startsWith("digit-4,"));
        assertThat(out.resolve("digit-4.png")).hasBinaryContent(SampleImages.greyPng(4, 4, 1));
    }

    @Test
    void saysWhatIsWrongWithAPathThatCantBeWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Topics topics = STREAM.topics("path.");

        for (Path out : List.of(file, file.resolve("below"))) {
            assertThat(STREAM.run(err, "consume", topics, "--out", out.toString()))
                    .isEqualTo(2);
        }

        assertThat(err.toString())
                .contains("the folder " + file + " can't be written: it is a file", file + " is a file, expected")
                .doesNotContain("disk");
    }

    @Test
    void keepsOnlyTheLabelsOfThePicturesThatWereAskedFor() throws Exception {
        Topics topics = STREAM.topics("few.");
        try (KafkaProducer<byte[], byte[]> producer = STREAM.broker().producer()) {
            for (int i = 0; i < 9; i++) {
                producer.send(new ProducerRecord<>(topics.labels(), CommandStream.label("digit-" + (8 - i))));
                producer.send(new ProducerRecord<>(topics.denoised(), CommandStream.frame("digit-" + i)));
            }
        }
        Path out = folder.resolve("out");

        assertThat(STREAM.run(
                        err,
                        "consume",
                        topics,
                        "--out",
                        out.toString(),
                        "--count",
                        "3",
                        "--from-beginning",
                        "--timeout",
                        "60"))
                .isZero();

        List<String> rows = Files.readAllLines(out.resolve("labels.csv"));
        assertThat(rows).hasSize(4);
        rows.stream().skip(1).forEach(row -> assertThat(out.resolve(row.substring(0, row.indexOf(',')) + ".png"))
                .exists());
    }

    @Test
    void tellsProgramsALineForEachRecord() throws Exception {
        Topics topics = STREAM.topics("json.");
        String picture = Files.write(folder.resolve("photo.png"), SampleImages.greyPng(4, 4, 1))
                .toString();
        try (KafkaProducer<byte[], byte[]> producer = STREAM.broker().producer()) {
            producer.send(new ProducerRecord<>(topics.denoised(), CommandStream.frame("digit")));
            producer.send(new ProducerRecord<>(topics.labels(), CommandStream.label("digit")));
        }

        Captured published = Captured.of(() -> STREAM.run(err, "publish", topics, picture, "--json"));
        Captured consumed = Captured.of(() -> STREAM.run(
                err,
                "consume",
                topics,
                "--out",
                folder.resolve("out").toString(),
                "--from-beginning",
                "--count",
                "1",
                "--timeout",
                "60",
                "--json"));

        JsonNode stored = new ObjectMapper().readTree(published.output());
        assertThat(stored.path("id").asText()).isEqualTo("photo.png");
        assertThat(stored.path("topic").asText()).isEqualTo("json.images.noisy");
        assertThat(stored.path("offset").asLong()).isZero();
        List<String> types = new ArrayList<>();
        for (String line : consumed.output().lines().toList()) {
            JsonNode result = new ObjectMapper().readTree(line);
            assertThat(result.path("id").asText()).isEqualTo("digit");
            types.add(result.path("type").asText());
        }
        assertThat(types).containsExactlyInAnyOrder("denoised", "label");
    }

    @Test
    void readsPropertiesForKafkaClients() throws Exception {
        Topics topics = STREAM.topics("properties.");
        Path good = Files.writeString(folder.resolve("good.properties"), "security.protocol=PLAINTEXT\n");
        Path refused = Files.writeString(folder.resolve("refused.properties"), "isolation.level=read_uncommitted\n");

        assertThat(STREAM.run(
                        err,
                        "publish",
                        topics,
                        "--dataset",
                        "synthetic",
                        "--count",
                        "1",
                        "--kafka-config",
                        good.toString()))
                .isZero();
        assertThat(STREAM.run(err, "publish", topics, "--dataset", "synthetic", "--kafka-config", refused.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("isolation.level can't be set");
    }

    @Test
    void failsWhenLessCameThanWasAskedFor() {
        Topics topics = STREAM.topics("silent.");

        int exitCode = STREAM.run(err, "consume", topics, "--out", folder.toString(), "--count", "1", "--timeout", "1");

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("nothing new for 1 s: 0 images and 0 labels");
    }
}
