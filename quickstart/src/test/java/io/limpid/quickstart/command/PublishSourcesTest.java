package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.fixtures.SampleImages;
import io.limpid.fixtures.SampleVideo;
import io.limpid.fixtures.TemporaryBroker;
import io.limpid.sources.SendJournal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jcodec.common.Codec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Sources through a real broker. */
class PublishSourcesTest {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @AutoClose
    private static final TemporaryBroker BROKER = TemporaryBroker.start();

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private Path watched;
    private Path journal;

    @BeforeEach
    void prepare() throws IOException {
        watched = Files.createDirectory(folder.resolve("watched"));
        journal = folder.resolve("sent.journal");
    }

    private static Topics topics(String prefix) {
        Topics topics = new Topics(prefix);
        BROKER.createTopics(2, topics.noisy());
        return topics;
    }

    private int publish(Topics topics, String... more) {
        List<String> arguments = new ArrayList<>(List.of("publish", "--bootstrap", BROKER.bootstrap()));
        arguments.addAll(List.of("--prefix", topics.prefix()));
        arguments.addAll(List.of(more));
        CommandLine line = Commands.line();
        return line.setErr(new PrintWriter(err, true)).execute(arguments.toArray(String[]::new));
    }

    /** Publishes what is in the folder, and ends after a second of silence. */
    private int watch(Topics topics, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--watch", watched.toString(), "--journal", journal.toString(), "--timeout", "1"));
        arguments.addAll(List.of(more));
        return publish(topics, arguments.toArray(String[]::new));
    }

    private Path image(String name, int seed) throws IOException {
        Path file = watched.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, SampleImages.greyPng(8, 8, seed));
        return Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.plusSeconds(seed)));
    }

    /** All that is in the topic. */
    private static List<ConsumerRecord<byte[], byte[]>> published(Topics topics) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", BROKER.bootstrap()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topics.noisy()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private static String key(ConsumerRecord<byte[], byte[]> image) {
        return new String(image.key(), StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> image, String name) {
        return HeaderNames.text(image.headers(), name).orElse("");
    }

    @Test
    void sendsAFoldersImagesOnceThroughRestarts() throws Exception {
        Topics topics = topics("restart.");
        image("a.png", 1);
        image("sub/b.png", 2);
        Files.writeString(watched.resolve("notes.txt"), "no picture");

        assertThat(watch(topics)).as(err.toString()).isZero();
        image("sub/c.png", 3);
        assertThat(watch(topics)).as(err.toString()).isZero();

        List<ConsumerRecord<byte[], byte[]>> images = published(topics);
        assertThat(images)
                .extracting(PublishSourcesTest::key)
                .containsExactlyInAnyOrder("a.png", "sub/b.png", "sub/c.png");
        assertThat(images).allSatisfy(image -> {
            assertThat(header(image, HeaderNames.CONTENT_TYPE)).isEqualTo("image/png");
            assertThat(header(image, HeaderNames.CLOUD_EVENT_ID)).startsWith(key(image) + "#");
            assertThat(header(image, "ce_time")).startsWith("2020-01-01T00:00:0");
            assertThat(header(image, "ce_source")).isEqualTo("/limpid/publish/watch");
        });
    }

    /** As after a kill between the broker's answer and the journal's line, and before the broker had the image. */
    @Test
    void findsOutWhatArrivedBeforeAKill() throws Exception {
        Topics topics = topics("kill.");
        image("arrived.png", 1);
        assertThat(watch(topics)).as(err.toString()).isZero();
        List<String> lines = Files.readAllLines(journal);
        Files.write(
                journal, lines.stream().filter(line -> line.startsWith("begun")).toList());
        image("lost.png", 2);
        try (SendJournal begun = SendJournal.open(journal)) {
            begun.begin(
                    "lost.png#" + LONG_AGO.plusSeconds(2).toEpochMilli() + "-" + SampleImages.greyPng(8, 8, 2).length);
            assertThat(begun.unsettled()).hasSize(2);
        }

        assertThat(watch(topics)).as(err.toString()).isZero();

        assertThat(published(topics))
                .extracting(PublishSourcesTest::key)
                .containsExactlyInAnyOrder("arrived.png", "lost.png");
    }

    @Test
    void sendsWhatComesWhileItRunsAndMovesIt() throws Exception {
        Topics topics = topics("running.");
        Path done = folder.resolve("done");
        CompletableFuture<Integer> command = CompletableFuture.supplyAsync(() -> publish(
                topics,
                "--watch",
                watched.toString(),
                "--journal",
                journal.toString(),
                "--move-to",
                done.toString(),
                "--timeout",
                "5",
                "--key",
                "camera-7"));
        image("first.png", 1);
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(done.resolve("first.png")));
        image("second.png", 2);
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(done.resolve("second.png")));

        assertThat(command.get()).isZero();
        assertThat(published(topics))
                .hasSize(2)
                .allMatch(image -> key(image).equals("camera-7"))
                .extracting(ConsumerRecord::value)
                .containsExactly(SampleImages.greyPng(8, 8, 1), SampleImages.greyPng(8, 8, 2));
    }

    @Test
    void sendsAVideosFramesInOrder() throws Exception {
        Topics topics = topics("video.");
        Path clip = SampleVideo.write(folder.resolve("clip.mp4"), Codec.H264, 12, 64, 48);

        int exitCode = publish(topics, "--video", clip.toString(), "--every", "3", "--grey", "--size", "28x28");

        assertThat(exitCode).as(err.toString()).isZero();
        List<ConsumerRecord<byte[], byte[]>> frames = published(topics);
        assertThat(frames).hasSize(4).allMatch(frame -> key(frame).equals("clip.mp4"));
        assertThat(frames)
                .extracting(frame -> header(frame, HeaderNames.CLOUD_EVENT_ID))
                .containsExactlyElementsOf(
                        IntStream.range(0, 4).mapToObj(i -> "clip.mp4#" + 3 * i).toList());
        assertThat(frames)
                .extracting(frame -> header(frame, "frame-time"))
                .containsExactly("0.000", "0.300", "0.600", "0.900");
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        Topics topics = new Topics("none.");

        assertThat(publish(topics, "--watch", "a", "--video", "b")).isEqualTo(2);
        assertThat(err.toString()).contains("expected one of --watch, --video, --mjpeg and --s3, found several");
        assertThat(publish(topics, "--video", "b", "--journal", "c")).isEqualTo(2);
        assertThat(err.toString()).contains("--journal goes with --watch or --s3");
        assertThat(publish(topics, "--video", "b", "--size", "big")).isEqualTo(2);
        assertThat(err.toString()).contains("expected --size WIDTHxHEIGHT, found 'big'");
        assertThat(publish(topics, "--s3", "s3:/x")).isEqualTo(2);
        assertThat(err.toString()).contains("expected s3://bucket/prefix, found 's3:/x'");
    }

    /** What was asked for can't be, which is 2; a camera that does not answer may later, which is 1. */
    @Test
    void tellsBadInputFromWhatMayBeBetterLater() throws IOException {
        Topics topics = topics("wrong.");
        Path text = Files.writeString(folder.resolve("clip.mp4"), "no video");

        assertThat(watch(topics, "--move-to", watched.toString())).isEqualTo(2);
        assertThat(publish(topics, "--watch", folder.resolve("none").toString(), "--journal", journal.toString()))
                .isEqualTo(2);
        assertThat(publish(topics, "--video", folder.resolve("none.mp4").toString()))
                .isEqualTo(2);
        assertThat(publish(topics, "--video", text.toString())).isEqualTo(2);
        assertThat(publish(topics, "--mjpeg", "rtsp://camera/1")).isEqualTo(2);
        assertThat(publish(topics, "--mjpeg", "http://127.0.0.1:1/video")).isEqualTo(1);
        assertThat(err.toString()).contains("nothing there takes connections").doesNotContain("\tat ");
    }

    @Test
    void saysThatBucketsNeedTheirModule() {
        Topics topics = topics("bucket.");

        assertThat(publish(topics, "--s3", "s3://camera/today", "--journal", journal.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("module s3 is not on the class path")
                .contains("the script ./limpid");
    }
}
