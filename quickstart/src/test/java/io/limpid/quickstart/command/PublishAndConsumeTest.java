package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.limpid.client.KafkaSettings;
import io.limpid.client.TopicReader;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.stream.DeadLetter;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.SampleImages;
import io.limpid.fixtures.TemporaryBroker;
import io.limpid.quickstart.process.ServiceSpecs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PublishAndConsumeTest {
    @AutoClose
    private static final TemporaryBroker BROKER = TemporaryBroker.start();

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    private static Topics topics(String prefix) {
        Topics topics = new Topics(prefix);
        BROKER.createTopics(2, topics.noisy(), topics.denoised(), topics.labels());
        return topics;
    }

    private int run(String command, Topics topics, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--bootstrap", BROKER.bootstrap()));
        arguments.addAll(List.of("--prefix", topics.prefix()));
        arguments.addAll(List.of(more));
        CommandLine line = Commands.line();
        return line.setErr(new PrintWriter(err, true)).execute(arguments.toArray(String[]::new));
    }

    private static List<ConsumerRecord<byte[], byte[]>> published(Topics topics, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicReader reader =
                TopicReader.open(KafkaSettings.plain(BROKER.bootstrap(), "test"), List.of(topics.noisy()), true)) {
            for (int polls = 0; polls < 100 && records.size() < count; polls++) {
                reader.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            assertThat(reader.isAtEnd()).isTrue();
        }
        return records;
    }

    private static String header(ConsumerRecord<byte[], byte[]> image, String name) {
        return HeaderNames.text(image.headers(), name).orElse("");
    }

    @Test
    void publishesAFileAsItIs() throws Exception {
        Topics topics = topics("file.");
        byte[] png = SampleImages.greyPng(28, 28, 1);
        Path file = Files.write(folder.resolve("photo.bin"), png);

        int exitCode = run("publish", topics, file.toString(), "--accept", "image/jpeg", "--model", "cleaner");

        assertThat(exitCode).isZero();
        assertThat(published(topics, 1)).singleElement().satisfies(image -> {
            assertThat(image.value()).isEqualTo(png);
            assertThat(new String(image.key(), StandardCharsets.UTF_8)).isEqualTo("photo.bin");
            assertThat(header(image, HeaderNames.CONTENT_TYPE)).isEqualTo("image/png");
            assertThat(header(image, HeaderNames.ACCEPT)).isEqualTo("image/jpeg");
            assertThat(header(image, HeaderNames.MODEL)).isEqualTo("cleaner");
            assertThat(header(image, HeaderNames.CLOUD_EVENT_ID)).isNotEmpty();
        });
    }

    @Test
    void sendsNothingToADenoiserThatIsNotLive() throws Exception {
        Topics topics = topics("wish.");
        BROKER.createTopics(1, topics.models());
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            producer.send(model(topics, "cleaner", Task.DENOISE, Stage.LIVE));
            producer.send(model(topics, "tried", Task.DENOISE, Stage.SHADOW));
            producer.send(model(topics, "gone", Task.DENOISE, Stage.RETIRED));
            producer.send(model(topics, "reader", Task.CLASSIFY_FRAME, Stage.LIVE));
        }
        String picture = Files.write(folder.resolve("photo.png"), SampleImages.greyPng(4, 4, 1))
                .toString();

        for (String wish : List.of("nobody", "tried", "gone", "reader")) {
            assertThat(run("publish", topics, picture, "--model", wish)).isEqualTo(2);
            assertThat(err.toString())
                    .contains("no denoiser " + wish + " is live at " + BROKER.bootstrap() + ", nothing was sent")
                    .contains("live are cleaner\n", "./limpid models --bootstrap", "--force sends all the same");
        }
        assertThat(published(topics, 0)).isEmpty();
        assertThat(run("publish", topics, picture, "--model", "nobody", "--force"))
                .isZero();
        assertThat(run("publish", topics, picture, "--model", "cleaner")).isZero();
        assertThat(published(topics, 2))
                .extracting(image -> header(image, HeaderNames.MODEL))
                .containsExactlyInAnyOrder("nobody", "cleaner");
    }

    private static ProducerRecord<byte[], byte[]> model(Topics topics, String name, Task task, Stage stage) {
        ModelPublished model = ModelPublished.newBuilder()
                .setRef(ModelRef.newBuilder().setName(name).setVersion(1))
                .setTask(task)
                .setStage(stage)
                .build();
        byte[] key = ModelKey.of(model).toString().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topics.models(), key, model.toByteArray());
    }

    /** One picture has a label, of the other there is none to come: both are done. */
    @Test
    @Timeout(120)
    void consumeEndsWherePicturesGetNoLabel() throws Exception {
        Topics topics = topics("unlabelled.");
        BROKER.createTopics(1, topics.denoisedDead());
        ConsumerRecord<byte[], byte[]> source = new ConsumerRecord<>(topics.denoised(), 0, 0, null, null);
        Headers why = new DeadLetter("NO_MODEL", "expected 1x28x28, found 1x4x4", "")
                .headers(source, new ServiceIdentity("classifier", "1"));
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            producer.send(new ProducerRecord<>(topics.denoised(), frame("digit")));
            producer.send(new ProducerRecord<>(topics.labels(), label("digit")));
            producer.send(new ProducerRecord<>(topics.denoised(), frame("photo")));
            producer.send(new ProducerRecord<>(
                    topics.denoisedDead(), null, "photo".getBytes(StandardCharsets.UTF_8), frame("photo"), why));
        }

        Captured told = Captured.of(() ->
                run("consume", topics, "--out", folder.resolve("out").toString(), "--from-beginning", "--count", "2"));

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
        Topics topics = topics("one-refused.");
        BROKER.createTopics(1, topics.noisyDead());
        ConsumerRecord<byte[], byte[]> source = new ConsumerRecord<>(topics.noisy(), 0, 0, null, null);
        Headers why = new DeadLetter("TOO_MANY_BYTES", "expected at most 4194304 bytes, found 5000000", "")
                .headers(source, new ServiceIdentity("denoiser", "1"));
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            producer.send(new ProducerRecord<>(topics.denoised(), frame("digit")));
            producer.send(new ProducerRecord<>(topics.labels(), label("digit")));
            producer.send(new ProducerRecord<>(
                    topics.noisyDead(), null, "large.png".getBytes(StandardCharsets.UTF_8), new byte[] {1}, why));
        }
        String out = folder.resolve("out").toString();

        Captured told = Captured.of(() -> run("consume", topics, "--out", out, "--from-beginning", "--count", "2"));
        Captured json =
                Captured.of(() -> run("consume", topics, "--out", out, "--from-beginning", "--count", "2", "--json"));

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
    void refusesAFileThatIsNoImage() throws Exception {
        Topics topics = topics("text.");
        Path file = Files.writeString(folder.resolve("notes.txt"), "no picture");

        assertThat(run("publish", topics, file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("notes.txt is no PNG, JPEG, BMP, GIF, WebP or TIFF: it begins with the text 'no picture'");
    }

    @Test
    void refusesAFileThatIsOnlyCalledLikeAnImage() throws Exception {
        Topics topics = topics("called.");
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        Path empty = Files.createFile(folder.resolve("empty.jpg"));
        Path bytes = Files.write(folder.resolve("bytes.gif"), new byte[] {0, 1, (byte) 0xff});

        for (Path file : List.of(text, empty, bytes)) {
            assertThat(run("publish", topics, file.toString())).isEqualTo(2);
        }

        assertThat(err.toString())
                .contains("begins with the text 'no picture'", "it is empty", "begins with the bytes 00 01 ff");
        assertThat(published(topics, 0)).isEmpty();
    }

    @Test
    void sendsTheGoodOnesAndNamesTheOthers() throws Exception {
        Topics topics = topics("mixed.");
        byte[] png = SampleImages.greyPng(8, 8, 1);
        String first = Files.write(folder.resolve("first.png"), png).toString();
        String empty = Files.createFile(folder.resolve("empty.png")).toString();
        String text =
                Files.writeString(folder.resolve("text.png"), "no picture").toString();
        String cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(png, png.length - 9))
                .toString();
        String none = folder.resolve("none.png").toString();
        String last = Files.write(folder.resolve("last.png"), png).toString();

        Captured told = Captured.of(() -> run("publish", topics, first, empty, text, cut, none, last));

        assertThat(told.exitCode()).isEqualTo(1);
        assertThat(told.output())
                .contains(
                        "not sent: " + empty
                                + " is no PNG, JPEG, BMP, GIF, WebP or TIFF: it is empty; take another copy",
                        "not sent: " + text + " is no PNG, JPEG, BMP, GIF, WebP or TIFF: it begins with the text",
                        "not sent: " + cut + " can't be decoded: expected a whole PNG file: ",
                        "not sent: there is no file " + none,
                        "2 images published to mixed.images.noisy");
        assertThat(err.toString()).contains("sent 2 of 6 files", "the others are named above");
        assertThat(published(topics, 2))
                .extracting(image -> new String(image.key(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("first.png", "last.png");
    }

    @Test
    void saysThatNothingWasSentWhereNoFileIsGood() throws Exception {
        Topics topics = topics("allbad.");
        String empty = Files.createFile(folder.resolve("empty.png")).toString();
        String text =
                Files.writeString(folder.resolve("text.png"), "no picture").toString();

        Captured told = Captured.of(() -> run("publish", topics, empty, text));

        assertThat(told.exitCode()).isEqualTo(2);
        assertThat(told.output()).contains("not sent: " + empty, "not sent: " + text);
        assertThat(err.toString()).contains("none of 2 files can be sent, nothing was");
        assertThat(published(topics, 0)).isEmpty();
    }

    /** They are sent: services may take more than usual. */
    @Test
    void warnsOfWhatIsTooLargeForTheDenoiserOfUp() throws Exception {
        Topics topics = topics("large.");
        byte[] heavy = Arrays.copyOf(SampleImages.greyPng(8, 8, 1), ServiceSpecs.PICTURES.maxBytes() + 1);
        byte[] wide = SampleImages.file("png", new BufferedImage(4097, 4096, BufferedImage.TYPE_BYTE_BINARY));
        byte[] most = SampleImages.file("png", new BufferedImage(4096, 4096, BufferedImage.TYPE_BYTE_BINARY));

        Captured told = Captured.of(() -> run(
                "publish",
                topics,
                write(folder.resolve("heavy.png"), heavy),
                write(folder.resolve("wide.png"), wide),
                write(folder.resolve("most.png"), most)));

        assertThat(told.exitCode()).isZero();
        assertThat(told.output())
                .contains(
                        "heavy.png: expected at most 15728640 bytes, found 15728641",
                        "wide.png: expected at most 16777216 pixels, the image declares 4097 × 4096",
                        "limpid.max-bytes",
                        "limpid.max-pixels",
                        "./limpid denoise",
                        "3 images published")
                .doesNotContain("most.png");
        assertThat(published(topics, 3)).hasSize(3);
    }

    private static String write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes).toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void namesTheWayToSendAFolder() {
        assertThat(run("publish", new Topics("folder."), folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(folder + " is a folder", "./limpid publish --watch " + folder);
    }

    @Test
    void publishesImagesOfADataSetWithTheSameNoiseEveryTime() {
        Topics once = topics("once.");
        Topics again = topics("again.");
        String[] options = {"--dataset", "synthetic", "--count", "5", "--seed", "3", "--key", "all"};

        assertThat(run("publish", once, options)).isZero();
        assertThat(run("publish", again, options)).isZero();

        List<byte[]> first =
                published(once, 5).stream().map(ConsumerRecord::value).toList();
        List<byte[]> second =
                published(again, 5).stream().map(ConsumerRecord::value).toList();
        assertThat(first).hasSize(5).doesNotHaveDuplicates();
        assertThat(second.toArray(byte[][]::new)).isDeepEqualTo(first.toArray(byte[][]::new));
    }

    @Test
    void saysWhenNobodyListens() {
        assertThat(run("publish", new Topics("nobody."), "--dataset", "synthetic"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("has no topic nobody.images.noisy").contains("./limpid up");
    }

    @Test
    void writesPicturesAndTheirLabels() throws Exception {
        Topics topics = topics("results.");
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            for (int i = 0; i < 4; i++) {
                producer.send(new ProducerRecord<>(topics.denoised(), frame("digit-" + i)));
                producer.send(new ProducerRecord<>(topics.labels(), label("digit-" + i)));
            }
            producer.send(new ProducerRecord<>(topics.denoised(), "foreign".getBytes(StandardCharsets.UTF_8)));
            producer.send(new ProducerRecord<>(topics.labels(), "foreign".getBytes(StandardCharsets.UTF_8)));
            producer.send(new ProducerRecord<>(topics.labels(), null));
            producer.send(new ProducerRecord<>(topics.denoised(), frame("digit-4")));
            producer.send(new ProducerRecord<>(topics.labels(), label("digit-4")));
        }
        Path out = folder.resolve("out");

        int exitCode =
                run("consume", topics, "--out", out.toString(), "--count", "5", "--from-beginning", "--timeout", "60");

        assertThat(exitCode).isZero();
        assertThat(Files.readAllLines(out.resolve("labels.csv")))
                .hasSize(6)
                .anyMatch(row -> row.startsWith("digit-4,"));
        assertThat(out.resolve("digit-4.png")).hasBinaryContent(SampleImages.greyPng(4, 4, 1));
    }

    @Test
    void saysWhatIsWrongWithAPathThatCantBeWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Topics topics = topics("path.");

        for (Path out : List.of(file, file.resolve("below"))) {
            assertThat(run("consume", topics, "--out", out.toString())).isEqualTo(2);
        }

        assertThat(err.toString())
                .contains("the folder " + file + " can't be written: it is a file", file + " is a file, expected")
                .doesNotContain("disk");
    }

    @Test
    void keepsOnlyTheLabelsOfThePicturesThatWereAskedFor() throws Exception {
        Topics topics = topics("few.");
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            for (int i = 0; i < 9; i++) {
                producer.send(new ProducerRecord<>(topics.labels(), label("digit-" + (8 - i))));
                producer.send(new ProducerRecord<>(topics.denoised(), frame("digit-" + i)));
            }
        }
        Path out = folder.resolve("out");

        assertThat(run(
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
        Topics topics = topics("json.");
        String picture = Files.write(folder.resolve("photo.png"), SampleImages.greyPng(4, 4, 1))
                .toString();
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            producer.send(new ProducerRecord<>(topics.denoised(), frame("digit")));
            producer.send(new ProducerRecord<>(topics.labels(), label("digit")));
        }

        Captured published = Captured.of(() -> run("publish", topics, picture, "--json"));
        Captured consumed = Captured.of(() -> run(
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
        Topics topics = topics("properties.");
        Path good = Files.writeString(folder.resolve("good.properties"), "security.protocol=PLAINTEXT\n");
        Path refused = Files.writeString(folder.resolve("refused.properties"), "isolation.level=read_uncommitted\n");

        assertThat(run("publish", topics, "--dataset", "synthetic", "--count", "1", "--kafka-config", good.toString()))
                .isZero();
        assertThat(run("publish", topics, "--dataset", "synthetic", "--kafka-config", refused.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("isolation.level can't be set");
    }

    @Test
    void failsWhenLessCameThanWasAskedFor() {
        Topics topics = topics("silent.");

        int exitCode = run("consume", topics, "--out", folder.toString(), "--count", "1", "--timeout", "1");

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("nothing new for 1 s: 0 images and 0 labels");
    }

    private static byte[] frame(String id) {
        Image image = Image.newBuilder()
                .setEncoding(Encoding.PNG)
                .setData(ByteString.copyFrom(SampleImages.greyPng(4, 4, 1)))
                .build();
        return DenoisedFrame.newBuilder().setId(id).setImage(image).build().toByteArray();
    }

    private static byte[] label(String id) {
        Classification label =
                Classification.newBuilder().setId(id).setLabel("3").build();
        return new ClassificationJson().serialize("labels", label);
    }
}
