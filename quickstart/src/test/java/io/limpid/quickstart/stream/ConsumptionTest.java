package io.limpid.quickstart.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.limpid.client.LimpidClient;
import io.limpid.client.ResultKind;
import io.limpid.client.ResultSelection;
import io.limpid.client.Results;
import io.limpid.contracts.serde.ClassificationJson;
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
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsumptionTest {
    @AutoClose
    private static final TemporaryBroker BROKER = TemporaryBroker.start();

    private static final UnaryOperator<String> COMMAND = new StreamAddress("kafka:9092", "")::command;

    @TempDir
    private Path folder;

    @Test
    void tellsWhatLabelsThatDoNotComeWaitFor() {
        Topics topics = new Topics("");
        BROKER.createTopics(1, topics.denoised(), topics.labels());
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            producer.send(new ProducerRecord<>(topics.denoised(), frame("a")));
            producer.send(new ProducerRecord<>(topics.denoised(), frame("b")));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        FolderStore store = FolderStore.open(folder);
        Consumption consumption =
                new Consumption(store, 2, console, new JsonLines(false), COMMAND, Duration.ofMillis(100));

        boolean enough;
        try (LimpidClient client = LimpidClient.builder(BROKER.bootstrap()).connect();
                Results results = client.results(ResultSelection.fromStart(ResultKind.DENOISED, ResultKind.LABELS))) {
            enough = consumption.run(results, Duration.ofSeconds(2), () -> false);
        }

        assertThat(enough).isFalse();
        assertThat(consumption.imageCount()).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("all 2 images are here and 0 of their labels")
                .contains("./limpid models --bootstrap kafka:9092 lists what is live", "--timeout");
    }

    @Test
    void tellsOfLabelsThatBecameDeadLetters() {
        Topics topics = new Topics("dead.");
        BROKER.createTopics(1, topics.denoised(), topics.labels(), topics.denoisedDead());
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            producer.send(new ProducerRecord<>(topics.denoised(), frame("a")));
            producer.send(new ProducerRecord<>(topics.denoised(), frame("b")));
            for (String id : List.of("somebody-else's", "a", "b")) {
                producer.send(
                        new ProducerRecord<>(topics.denoisedDead(), id.getBytes(StandardCharsets.UTF_8), frame(id)));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        Consumption consumption = new Consumption(
                FolderStore.open(folder), 2, console, new JsonLines(false), COMMAND, Duration.ofSeconds(5));

        try (LimpidClient client = LimpidClient.builder(BROKER.bootstrap())
                        .topicPrefix(topics.prefix())
                        .connect();
                Results results = client.results(
                        ResultSelection.fromStart(ResultKind.DENOISED, ResultKind.LABELS, ResultKind.DEAD_DENOISED))) {
            consumption.run(results, Duration.ofSeconds(8), () -> false);
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("all 2 images are here and 0 of their labels; 2 became dead letters instead")
                .contains("./limpid dead --bootstrap kafka:9092 tells why")
                .doesNotContain("wait for a classifier");
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
