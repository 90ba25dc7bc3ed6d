package io.limpid.streaming.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.StreamProbe;
import io.limpid.fixtures.TemporaryBroker;
import io.limpid.inference.ModelFetcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @AutoClose
    private static final TemporaryBroker BROKER = TemporaryBroker.start();

    @TempDir
    Path folder;

    private final RecordingEvents events = new RecordingEvents();
    private final ModelCatalogue<TextModel> catalogue = new ModelCatalogue<>();
    private ModelShelf shelf;
    private String topic;
    private StreamProbe probe;
    private ModelFeed feed;

    @BeforeEach
    void open(TestInfo test) throws IOException {
        topic = test.getTestMethod().orElseThrow().getName();
        shelf = new ModelShelf();
        probe = new StreamProbe(BROKER.bootstrap());
        feed = feed(topic, events);
    }

    private ModelFeed feed(String models, RecordingEvents told) {
        return feed(models, told, TextModel::open);
    }

    private ModelFeed feed(String models, RecordingEvents told, ModelOpener<TextModel> opener) {
        Path cache = folder.resolve("cache");
        return new ModelFeed(
                Map.of("bootstrap.servers", BROKER.bootstrap(), "allow.auto.create.topics", "false"),
                models,
                new ModelInstaller<>(
                        Set.of(Task.DENOISE), new ModelFetcher(cache, 1000), opener, catalogue, told, cache));
    }

    @AfterEach
    void close() {
        feed.close();
        probe.close();
        shelf.close();
    }

    @Test
    void appliesOnlyTheLatestOfEachNameWhenItStarts() {
        BROKER.createTopics(1, topic);
        probe.publish(topic, shelf.publication("digits", 1, "one"));
        probe.publish(topic, shelf.publication("letters", 1, "a"));
        probe.publish(topic, shelf.publication("digits", 2, "two"));

        feed.start();

        awaitEvents("live letters 1", "live digits 2");
    }

    /** A service that is started later knows what the others know, however often records were replaced. */
    @Test
    void knowsTheLiveModelAndItsCandidateWhenItStarts() {
        BROKER.createTopics(1, topic);
        probe.publish(topic, candidate(2, Stage.SHADOW, 0));
        probe.publish(topic, shelf.publication("digits", 1, "one"));
        probe.publish(topic, candidate(3, Stage.CANARY, 0.1));

        feed.start();

        awaitEvents("live digits 1", "CANARY digits 3");
        probe.send(new ProducerRecord<>(topic, bytes("digits/candidate"), null));
        awaitEvents("live digits 1", "CANARY digits 3", "withdrawn digits 3");
    }

    @Test
    void whatServedLastIsRememberedForItsTopicOnly() {
        BROKER.createTopics(1, topic, "d." + topic);
        probe.publish(topic, shelf.publication("digits", 1, "one"));
        feed.start();
        awaitEvents("live digits 1");
        ModelPublished bad = shelf.publication("digits", 2, "corrupt");
        probe.publish("d." + topic, bad);

        RecordingEvents elsewhere = new RecordingEvents();
        try (ModelFeed other = feed("d." + topic, elsewhere)) {
            other.start();
            await().atMost(PATIENCE).until(() -> !elsewhere.lines.isEmpty());
        }
        feed.close();
        probe.publish(topic, bad);
        RecordingEvents again = new RecordingEvents();
        try (ModelFeed restarted = feed(topic, again)) {
            restarted.start();
            await().atMost(PATIENCE).until(() -> again.lines.size() == 2);
        }

        assertThat(elsewhere.lines).singleElement().asString().startsWith("refused digits 2: ");
        assertThat(again.lines.get(0)).isEqualTo("live digits 1");
    }

    private ModelPublished candidate(long version, Stage stage, double share) {
        return shelf.publication("digits", version, "text " + version).toBuilder()
                .setStage(stage)
                .setShare(share)
                .build();
    }

    @Test
    void takesUpATopicThatIsCreatedLater() {
        feed.start();
        awaitPauseOf("model-feed");
        BROKER.createTopics(1, topic);

        probe.publish(topic, shelf.publication("digits", 1, "one"));

        awaitEvents("live digits 1");
    }

    @Test
    void triesAgainWhatCannotBeHadYet() {
        BROKER.createTopics(1, topic);
        ModelPublished one = shelf.publication("digits", 1, "one");
        shelf.setOpen(false);
        probe.publish(topic, one);
        feed.start();
        await().atMost(PATIENCE).until(() -> shelf.turnedAway.get() >= 2);

        shelf.setOpen(true);

        await().atMost(PATIENCE).until(() -> events.lines.contains("live digits 1"));
        assertThat(events.lines).hasSize(2).first().asString().startsWith("delayed digits 1: ");
    }

    @ParameterizedTest
    @CsvSource({"1,2", "2,4", "5,32", "6,60", "1000,60"})
    void triesAgainAfterPausesThatGrowToAMinute(int tries, int seconds) {
        assertThat(ModelFeed.pauseAfter(tries)).hasSeconds(seconds);
    }

    /** What is for the second would be given to the first, or be refused. */
    @Test
    void noModelServesBeforeAllThatArePublishedAreOpen() throws InterruptedException {
        BROKER.createTopics(1, topic);
        catalogue.hold();
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        boolean[] shown = new boolean[1];
        probe.publish(topic, shelf.publication("digits", 1, "one"));
        try (ModelFeed gated = feed(topic, events, (file, published) -> {
            opening.countDown();
            awaitQuietly(go);
            shown[0] |= !catalogue.isEmpty();
            return TextModel.open(file, published);
        })) {
            gated.start();
            opening.await();
            // comes while the first is being opened, as those that are published together do
            probe.publish(topic, shelf.publication("letters", 1, "a"));
            assertThat(gated.awaited()).isEqualTo(1);
            go.countDown();

            await().atMost(PATIENCE).until(() -> !catalogue.isEmpty());
            assertThat(shown[0]).isFalse();
            assertThat(catalogue.published()).hasSize(2);
            assertThat(gated.awaited()).isZero();
        }
    }

    @Test
    void whatCannotBeHadHoldsNobodyUpNorDoesWhatIsRefused() {
        BROKER.createTopics(1, topic);
        catalogue.hold();
        probe.publish(topic, shelf.publication("digits", 1, "one"));
        probe.publish(topic, shelf.publication("letters", 1, "corrupt"));
        probe.publish(
                topic,
                shelf.publication("maps", 1, "a map").toBuilder()
                        .setUri("http://localhost:1/nobody")
                        .build());

        feed.start();

        await().atMost(PATIENCE).until(() -> !catalogue.isEmpty());
        assertThat(catalogue.published()).hasSize(1);
        assertThat(events.lines).hasSize(3).last().asString().startsWith("delayed maps 1: ");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void refusesARecordUnderTheKeyOfAnotherModel() {
        BROKER.createTopics(1, topic);
        ModelPublished stray = shelf.publication("h-key", 1, "one");
        probe.send(new ProducerRecord<>(topic, bytes("digits"), stray.toByteArray()));

        feed.start();

        await().atMost(PATIENCE).until(() -> !events.lines.isEmpty());
        assertThat(events.lines)
                .singleElement()
                .asString()
                .startsWith("refused h-key 1: expected the record's key 'h-key'");
    }

    @Test
    void passesOverWhatIsNoPublicationAndRetiresWhatIsDeleted() {
        BROKER.createTopics(1, topic);
        feed.start();
        probe.publish(topic, shelf.publication("digits", 1, "one"));
        awaitEvents("live digits 1");

        probe.send(new ProducerRecord<>(topic, bytes("digits"), bytes("\u0007 no message")));
        probe.send(new ProducerRecord<>(topic, null, bytes("\u0007 no message")));
        probe.publish(topic, shelf.publication("letters", 1, "a"));
        awaitEvents("live digits 1", "live letters 1");
        probe.send(new ProducerRecord<>(topic, bytes("digits"), null));

        awaitEvents("live digits 1", "live letters 1", "retired digits");
    }

    /** Until the feed has looked for the topic in vain and waits to look again. */
    private static void awaitPauseOf(String name) {
        await().atMost(PATIENCE).until(() -> Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals(name))
                .flatMap(thread -> Stream.of(thread.getValue()))
                .anyMatch(frame -> frame.getClassName().equals(CountDownLatch.class.getName())));
    }

    private void awaitEvents(String... lines) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events.lines).containsExactly(lines));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
