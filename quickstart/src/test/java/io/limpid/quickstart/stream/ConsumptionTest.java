package io.limpid.quickstart.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.limpid.client.LimpidClient;
import io.limpid.client.RecordPlace;
import io.limpid.client.Result;
import io.limpid.client.ResultKind;
import io.limpid.client.ResultSelection;
import io.limpid.client.Results;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.stream.DeadLetter;
import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.fixtures.SampleImages;
import io.limpid.fixtures.TemporaryBroker;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.StreamAddress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ConsumptionTest {
    @AutoClose
    private static final TemporaryBroker BROKER = TemporaryBroker.start();

    private static final UnaryOperator<String> COMMAND = new StreamAddress("kafka:9092", "")::command;

    private static final ResultKind[] ALL = {ResultKind.DENOISED, ResultKind.LABELS, ResultKind.DEAD_DENOISED};

    @TempDir
    private Path folder;

    @Test
    void tellsWhatDoesNotComeOnceEach() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        LateNews late = new LateNews(Duration.ofSeconds(10), console, COMMAND);

        late.tell(Duration.ofSeconds(10), 2, 1, 1);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        for (int second = 11; second < 14; second++) {
            late.tell(Duration.ofSeconds(second), 2, 1, 1);
        }
        for (int second = 11; second < 14; second++) {
            late.tell(Duration.ofSeconds(second), 2, 2, 2);
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("1 of 2 images is here")
                .contains("./limpid dead --bootstrap kafka:9092 lists what was refused", "--timeout")
                .containsOnlyOnce("all 2 images are here; 2 of them wait for a classifier")
                .contains("./limpid models --bootstrap kafka:9092 lists what is live");
    }

    /** With no limit in time: it hung here once. Labels, dead letters and pictures come in any order. */
    @Test
    @Timeout(120)
    void endsOnceEachPictureHasItsLabelOrTheReasonWhyItHasNone() {
        Topics topics = new Topics("dead.");
        BROKER.createTopics(1, topics.denoised(), topics.labels(), topics.denoisedDead());
        send(topics, List.of("a", "b", "c"), List.of("somebody-else's", "a", "b"));
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            Classification label =
                    Classification.newBuilder().setId("c").setLabel("3").build();
            producer.send(new ProducerRecord<>(topics.labels(), new ClassificationJson().serialize("", label)));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        Consumption consumption = new Consumption(FolderStore.open(folder), 3, console, new JsonLines(false), COMMAND);

        boolean enough = read(
                topics, consumption, Duration.ZERO, ResultKind.DENOISED, ResultKind.LABELS, ResultKind.DEAD_DENOISED);

        assertThat(enough).isTrue();
        assertThat(consumption.imageCount()).isEqualTo(3);
        assertThat(consumption.labelCount()).isEqualTo(1);
        assertThat(consumption.missing().count()).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "a has no label: no live classifier takes such pictures",
                        "b has no label: no live classifier takes such pictures",
                        "c is 3")
                .doesNotContain("somebody-else's");
        assertThat(consumption.missing().lines(COMMAND)).first().isEqualTo("2 images are cleaned and have no label:");
        assertThat(consumption.missing().lines(COMMAND))
                .contains("  2 that no live classifier takes")
                .last()
                .asString()
                .contains("./limpid dead --bootstrap kafka:9092 tells of each what is taken");
    }

    @Test
    void goesOnWithoutACountAndTellsOfDeadLettersAllTheSame() {
        Topics topics = new Topics("endless.");
        BROKER.createTopics(1, topics.denoised(), topics.labels(), topics.denoisedDead());
        send(topics, List.of("a", "b"), List.of("b"));
        Consumption consumption = new Consumption(
                FolderStore.open(folder), Long.MAX_VALUE, Console.standard(), new JsonLines(false), COMMAND);

        try (LimpidClient client = LimpidClient.builder(BROKER.bootstrap())
                        .topicPrefix(topics.prefix())
                        .connect();
                Results results = client.results(ResultSelection.fromStart(ALL))) {
            boolean enough = consumption.run(
                    results,
                    Duration.ZERO,
                    () -> consumption.imageCount() == 2 && consumption.missing().count() == 1);
            assertThat(enough).isFalse();
        }
    }

    /** Without a key a picture is known by the id in its frame, which the dead letter has whole. */
    @Test
    @Timeout(120)
    void knowsTheDeadLetterOfAPictureWithoutAKey() {
        Topics topics = new Topics("keyless.");
        BROKER.createTopics(1, topics.denoised(), topics.labels(), topics.denoisedDead());
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            producer.send(new ProducerRecord<>(topics.denoised(), frame("images.noisy-0-5")));
            producer.send(new ProducerRecord<>(
                    topics.denoisedDead(), null, (byte[]) null, frame("images.noisy-0-5"), why("images.noisy-0-5")));
        }
        Consumption consumption =
                new Consumption(FolderStore.open(folder), 1, Console.standard(), new JsonLines(false), COMMAND);

        assertThat(read(topics, consumption, Duration.ZERO, ALL)).isTrue();

        assertThat(consumption.missing().count()).isEqualTo(1);
    }

    /** Dead letters are sent again once there is a classifier: whichever comes first, the label counts. */
    @Test
    void aLabelCountsBeforeADeadLetterWhicheverComesFirst() throws Exception {
        Classification seven =
                Classification.newBuilder().setId("a").setLabel("7").build();
        Headers none = new RecordHeaders();
        RecordPlace place = new RecordPlace("topic", 0, 0);
        Result picture = new Result.Denoised("a", place, 1000, none, DenoisedFrame.parseFrom(frame("a")));
        Result label = new Result.Labelled("a", place, 1000, none, seven, Optional.empty());
        Result letter = new Result.Dead("a", place, 1000, why("a"), Optional.empty(), Optional.empty());
        List<List<Result>> orders = List.of(
                List.of(picture, label, letter),
                List.of(picture, letter, label),
                List.of(label, picture, letter),
                List.of(label, letter, picture),
                List.of(letter, picture, label),
                List.of(letter, label, picture));

        for (int i = 0; i < orders.size(); i++) {
            try (FolderStore store = FolderStore.open(folder.resolve("out" + i))) {
                Consumption consumption = new Consumption(store, 1, Console.standard(), new JsonLines(false), COMMAND);
                orders.get(i).forEach(consumption::write);

                assertThat(consumption.labelCount()).as("order %d", i).isEqualTo(1);
                assertThat(consumption.missing().count()).as("order %d", i).isZero();
            }
            assertThat(folder.resolve("out" + i + "/labels.csv")).content().contains("a.png", "7");
        }
    }

    /** It waited for its timeout, or for ever. The letters may come before the pictures, and may be more than are missing. */
    @Test
    @Timeout(120)
    void refusedImagesCountWherePicturesAreMissing() {
        Topics topics = new Topics("refused.");
        BROKER.createTopics(1, topics.denoised(), topics.labels(), topics.denoisedDead(), topics.noisyDead());
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            producer.send(refused(topics, 1000, "of-long-ago", "", "too early"));
            producer.send(refused(topics, 4000, "late", "", "x".repeat(400)));
            producer.send(refused(topics, 3000, "mended", "e-1", "sent again"));
        }
        send(topics, List.of("a"), List.of("a"));
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            producer.send(new ProducerRecord<>(
                    topics.denoised(), null, 5000L, null, frame("mended"), SampleEvents.headers("e-1")));
            producer.send(new ProducerRecord<>(
                    topics.labels(),
                    null,
                    5000L,
                    null,
                    new ClassificationJson()
                            .serialize(
                                    "",
                                    Classification.newBuilder()
                                            .setId("mended")
                                            .setLabel("3")
                                            .build()),
                    SampleEvents.headers("e-1")));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        Consumption three = new Consumption(FolderStore.open(folder), 3, console, new JsonLines(false), COMMAND);
        Consumption two =
                new Consumption(FolderStore.open(folder), 2, Console.standard(), new JsonLines(false), COMMAND);
        ResultKind[] kinds = ResultKind.ofImages().toArray(ResultKind[]::new);

        assertThat(read(topics, three, Duration.ZERO, kinds)).isTrue();
        assertThat(read(topics, two, Duration.ZERO, kinds)).isTrue();

        assertThat(three.imageCount()).isEqualTo(2);
        assertThat(three.refusedCount()).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("late was refused: UNDECODABLE: " + "x".repeat(400))
                .doesNotContain("of-long-ago", "mended was refused");
        assertThat(three.refusedLines(COMMAND))
                .startsWith("1 image was refused:")
                .last()
                .asString()
                .contains("./limpid dead --bootstrap kafka:9092 lists them");
        assertThat(two.imageCount()).isEqualTo(2);
        assertThat(two.refusedCount()).isZero();
        assertThat(two.refusedLines(COMMAND)).isEmpty();
    }

    /** With no end there is nothing to wait for: they are told as they come. */
    @Test
    void tellsOfRefusedImagesAsTheyComeWhereThereIsNoEnd() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        Consumption consumption =
                new Consumption(FolderStore.open(folder), Long.MAX_VALUE, console, new JsonLines(false), COMMAND);
        ConsumerRecord<byte[], byte[]> source = new ConsumerRecord<>("images.noisy", 0, 5, null, null);
        Headers why =
                new DeadLetter("EMPTY", "found no bytes", "").headers(source, new ServiceIdentity("denoiser", "1"));

        boolean isNews = consumption.write(new Result.Dead(
                "", new RecordPlace("x.images.noisy.dead", 0, 0), 0, why, Optional.empty(), Optional.empty()));

        assertThat(isNews).isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("images.noisy-0-5 was refused: EMPTY: found no bytes");
        assertThat(consumption.refusedCount()).isEqualTo(1);
    }

    /** What went wrong keeps its code and all of its message, which says what was expected. */
    @Test
    void tellsAllOfWhyAPictureHasNoLabelWhereThatIsAFailure() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        Consumption consumption =
                new Consumption(FolderStore.open(folder), Long.MAX_VALUE, console, new JsonLines(false), COMMAND);
        String message = "expected a whole frame, found " + "x".repeat(300) + " and no end";
        Headers why = new DeadLetter("MALFORMED_FRAME", message, "")
                .headers(
                        new ConsumerRecord<>("images.denoised", 0, 0, null, null),
                        new ServiceIdentity("classifier", "1"));

        consumption.write(new Result.Dead(
                "a", new RecordPlace("images.denoised.dead", 0, 0), 0, why, Optional.empty(), Optional.empty()));

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("a has no label: MALFORMED_FRAME: " + message);
        assertThat(consumption.missing().lines(COMMAND)).contains("  1 MALFORMED_FRAME, such as: " + message);
    }

    private static ProducerRecord<byte[], byte[]> refused(
            Topics topics, long time, String id, String event, String message) {
        ConsumerRecord<byte[], byte[]> source = new ConsumerRecord<>(topics.noisy(), 0, 0, null, null);
        SampleEvents.headers(event).forEach(source.headers()::add);
        Headers why = new DeadLetter("UNDECODABLE", message, "").headers(source, new ServiceIdentity("denoiser", "1"));
        return new ProducerRecord<>(
                topics.noisyDead(), null, time, id.getBytes(StandardCharsets.UTF_8), new byte[] {1}, why);
    }

    private static void send(Topics topics, List<String> frames, List<String> dead) {
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            frames.forEach(id -> producer.send(new ProducerRecord<>(topics.denoised(), frame(id))));
            dead.forEach(id -> producer.send(new ProducerRecord<>(
                    topics.denoisedDead(), null, id.getBytes(StandardCharsets.UTF_8), frame(id), why(id))));
        }
    }

    private static Headers why(String id) {
        ConsumerRecord<byte[], byte[]> source = new ConsumerRecord<>("images.denoised", 0, 0, null, null);
        return new DeadLetter("NO_MODEL", "nobody takes " + id, "")
                .headers(source, new ServiceIdentity("classifier", "1"));
    }

    private static boolean read(Topics topics, Consumption consumption, Duration silence, ResultKind... kinds) {
        try (LimpidClient client = LimpidClient.builder(BROKER.bootstrap())
                        .topicPrefix(topics.prefix())
                        .connect();
                Results results = client.results(ResultSelection.fromStart(kinds))) {
            return consumption.run(results, silence, () -> false);
        }
    }

    /** Without event ids too: a frame and its label have the time of their image. */
    @Test
    void namesThePictureOfEachLabelWhereSeveralShareAKey() throws Exception {
        Topics topics = new Topics("shared.");
        BROKER.createTopics(1, topics.denoised(), topics.labels());
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            for (long time : new long[] {3000, 1000, 2000}) {
                Classification label = Classification.newBuilder()
                        .setId("camera")
                        .setLabel(Long.toString(time))
                        .build();
                producer.send(new ProducerRecord<>(
                        topics.labels(), 0, time, null, new ClassificationJson().serialize("", label)));
            }
            for (long time = 1000; time <= 3000; time += 1000) {
                producer.send(new ProducerRecord<>(topics.denoised(), 0, time, null, frame("camera")));
            }
        }

        for (long count : new long[] {3, Long.MAX_VALUE}) {
            try (FolderStore store = FolderStore.open(folder);
                    LimpidClient client = LimpidClient.builder(BROKER.bootstrap())
                            .topicPrefix(topics.prefix())
                            .connect();
                    Results results =
                            client.results(ResultSelection.fromStart(ResultKind.DENOISED, ResultKind.LABELS))) {
                Consumption consumption =
                        new Consumption(store, count, Console.standard(), new JsonLines(false), COMMAND);
                consumption.run(
                        results,
                        Duration.ofSeconds(60),
                        () -> consumption.imageCount() == 3 && consumption.labelCount() == 3);
            }
            assertThat(Files.readAllLines(folder.resolve("labels.csv")).stream()
                            .skip(1)
                            .map(row -> row.substring(0, row.indexOf(",0,"))))
                    .containsExactlyInAnyOrder(
                            "camera,,camera.png,1000", "camera,,camera-0-1.png,2000", "camera,,camera-0-2.png,3000");
        }
    }

    private static byte[] frame(String id) {
        Image image = Image.newBuilder()
                .setEncoding(Encoding.PNG)
                .setData(ByteString.copyFrom(SampleImages.greyPng(4, 4, 1)))
                .build();
        return DenoisedFrame.newBuilder().setId(id).setImage(image).build().toByteArray();
    }
}
