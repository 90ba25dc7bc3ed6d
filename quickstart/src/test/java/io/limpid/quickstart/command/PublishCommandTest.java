package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.SampleImages;
import io.limpid.quickstart.process.ServiceSpecs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./limpid publish} on a real broker. */
class PublishCommandTest {
    @AutoClose
    private static final CommandStream STREAM = new CommandStream();

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void publishesAFileAsItIs() throws Exception {
        Topics topics = STREAM.topics("file.");
        byte[] png = SampleImages.greyPng(28, 28, 1);
        Path file = Files.write(folder.resolve("photo.bin"), png);

        int exitCode =
                STREAM.run(err, "publish", topics, file.toString(), "--accept", "image/jpeg", "--model", "cleaner");

        assertThat(exitCode).isZero();
        assertThat(STREAM.published(topics, 1)).singleElement().satisfies(image -> {
            assertThat(image.value()).isEqualTo(png);
            assertThat(new String(image.key(), StandardCharsets.UTF_8)).isEqualTo("photo.bin");
            assertThat(CommandStream.header(image, HeaderNames.CONTENT_TYPE)).isEqualTo("image/png");
            assertThat(CommandStream.header(image, HeaderNames.ACCEPT)).isEqualTo("image/jpeg");
            assertThat(CommandStream.header(image, HeaderNames.MODEL)).isEqualTo("cleaner");
            assertThat(CommandStream.header(image, HeaderNames.CLOUD_EVENT_ID)).isNotEmpty();
        });
    }

    @Test
    void sendsNothingToADenoiserThatIsNotLive() throws Exception {
        Topics topics = STREAM.topics("wish.");
        STREAM.broker().createTopics(1, topics.models());
        try (KafkaProducer<byte[], byte[]> producer = STREAM.broker().producer()) {
            producer.send(CommandStream.model(topics, "cleaner", Task.DENOISE, Stage.LIVE));
            producer.send(CommandStream.model(topics, "tried", Task.DENOISE, Stage.SHADOW));
            producer.send(CommandStream.model(topics, "gone", Task.DENOISE, Stage.RETIRED));
            producer.send(CommandStream.model(topics, "reader", Task.CLASSIFY_FRAME, Stage.LIVE));
        }
        String picture = Files.write(folder.resolve("photo.png"), SampleImages.greyPng(4, 4, 1))
                .toString();

        for (String wish : List.of("nobody", "tried", "gone", "reader")) {
            assertThat(STREAM.run(err, "publish", topics, picture, "--model", wish))
                    .isEqualTo(2);
            assertThat(err.toString())
                    .contains("no denoiser " + wish + " is live at "
                            + STREAM.broker().bootstrap() + ", nothing was sent")
                    .contains("live are cleaner\n", "./limpid models --bootstrap", "--force sends all the same");
        }
        assertThat(STREAM.published(topics, 0)).isEmpty();
        assertThat(STREAM.run(err, "publish", topics, picture, "--model", "nobody", "--force"))
                .isZero();
        assertThat(STREAM.run(err, "publish", topics, picture, "--model", "cleaner"))
                .isZero();
        assertThat(STREAM.published(topics, 2))
                .extracting(image -> CommandStream.header(image, HeaderNames.MODEL))
                .containsExactlyInAnyOrder("nobody", "cleaner");
    }

    @Test
    void refusesAFileThatIsNoImage() throws Exception {
        Topics topics = STREAM.topics("text.");
        Path file = Files.writeString(folder.resolve("notes.txt"), "no picture");

        assertThat(STREAM.run(err, "publish", topics, file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("notes.txt is no PNG, JPEG, BMP, GIF, WebP or TIFF: it begins with the text 'no picture'");
    }

    @Test
    void refusesAFileThatIsOnlyCalledLikeAnImage() throws Exception {
        Topics topics = STREAM.topics("called.");
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        Path empty = Files.createFile(folder.resolve("empty.jpg"));
        Path bytes = Files.write(folder.resolve("bytes.gif"), new byte[] {0, 1, (byte) 0xff});

        for (Path file : List.of(text, empty, bytes)) {
            assertThat(STREAM.run(err, "publish", topics, file.toString())).isEqualTo(2);
        }

        assertThat(err.toString())
                .contains("begins with the text 'no picture'", "it is empty", "begins with the bytes 00 01 ff");
        assertThat(STREAM.published(topics, 0)).isEmpty();
    }

    @Test
    void sendsTheGoodOnesAndNamesTheOthers() throws Exception {
        Topics topics = STREAM.topics("mixed.");
        byte[] png = SampleImages.greyPng(8, 8, 1);
        String first = Files.write(folder.resolve("first.png"), png).toString();
        String empty = Files.createFile(folder.resolve("empty.png")).toString();
        String text =
                Files.writeString(folder.resolve("text.png"), "no picture").toString();
        String cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(png, png.length - 9))
                .toString();
        byte[] film = "RIFF____WEBPVP8X\n_______________".getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer.wrap(film)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(4, film.length - 8)
                .putInt(16, 10)
                .putInt(20, 2);
        String animated = Files.write(folder.resolve("film.webp"), film).toString();
        String none = folder.resolve("none.png").toString();
        String last = Files.write(folder.resolve("last.png"), png).toString();

        Captured told =
                Captured.of(() -> STREAM.run(err, "publish", topics, first, empty, text, cut, animated, none, last));

        assertThat(told.exitCode()).isEqualTo(1);
        assertThat(told.output())
                .contains(
                        "not sent: " + empty
                                + " is no PNG, JPEG, BMP, GIF, WebP or TIFF: it is empty; take another copy",
                        "not sent: " + text + " is no PNG, JPEG, BMP, GIF, WebP or TIFF: it begins with the text",
                        "not sent: " + cut + " can't be decoded: expected a whole PNG file: ",
                        "expected a still picture, found an animation; the file may well be whole: save it as PNG",
                        "not sent: there is no file " + none,
                        "2 images published to mixed.images.noisy");
        assertThat(err.toString()).contains("sent 2 of 7 files", "the others are named above");
        assertThat(STREAM.published(topics, 2))
                .extracting(image -> new String(image.key(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("first.png", "last.png");
    }

    @Test
    void saysThatNothingWasSentWhereNoFileIsGood() throws Exception {
        Topics topics = STREAM.topics("allbad.");
        String empty = Files.createFile(folder.resolve("empty.png")).toString();
        String text =
                Files.writeString(folder.resolve("text.png"), "no picture").toString();

        Captured told = Captured.of(() -> STREAM.run(err, "publish", topics, empty, text));

        assertThat(told.exitCode()).isEqualTo(2);
        assertThat(told.output()).contains("not sent: " + empty, "not sent: " + text);
        assertThat(err.toString()).contains("none of 2 files can be sent, nothing was");
        assertThat(STREAM.published(topics, 0)).isEmpty();
    }

    /** They are sent: services may take more than usual. */
    @Test
    void warnsOfWhatIsTooLargeForTheDenoiserOfUp() throws Exception {
        Topics topics = STREAM.topics("large.");
        byte[] heavy = Arrays.copyOf(SampleImages.greyPng(8, 8, 1), ServiceSpecs.PICTURES.maxBytes() + 1);
        byte[] wide = SampleImages.file("png", new BufferedImage(4097, 4096, BufferedImage.TYPE_BYTE_BINARY));
        byte[] most = SampleImages.file("png", new BufferedImage(4096, 4096, BufferedImage.TYPE_BYTE_BINARY));

        Captured told = Captured.of(() -> STREAM.run(
                err,
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
        assertThat(STREAM.published(topics, 3)).hasSize(3);
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
        assertThat(STREAM.run(err, "publish", new Topics("folder."), folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains(folder + " is a folder", "./limpid publish --watch " + folder);
    }

    @Test
    void publishesImagesOfADataSetWithTheSameNoiseEveryTime() {
        Topics once = STREAM.topics("once.");
        Topics again = STREAM.topics("again.");
        String[] options = {"--dataset", "synthetic", "--count", "5", "--seed", "3", "--key", "all"};

        assertThat(STREAM.run(err, "publish", once, options)).isZero();
        assertThat(STREAM.run(err, "publish", again, options)).isZero();

        List<byte[]> first =
                STREAM.published(once, 5).stream().map(ConsumerRecord::value).toList();
        List<byte[]> second =
                STREAM.published(again, 5).stream().map(ConsumerRecord::value).toList();
        assertThat(first).hasSize(5).doesNotHaveDuplicates();
        assertThat(second.toArray(byte[][]::new)).isDeepEqualTo(first.toArray(byte[][]::new));
    }

    @Test
    void saysWhenNobodyListens() {
        assertThat(STREAM.run(err, "publish", new Topics("nobody."), "--dataset", "synthetic"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("has no topic nobody.images.noisy").contains("./limpid up");
    }
}
