package io.limpid.streaming.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.broker.LocalBroker;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.StreamProbe;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOPIC = "models";

    @TempDir
    Path folder;

    private final RecordingEvents events = new RecordingEvents();
    private ModelShelf shelf;
    private LocalBroker broker;
    private StreamProbe probe;
    private ModelFeed feed;

    @BeforeEach
    void open() throws IOException {
        shelf = new ModelShelf();
        broker = LocalBroker.start(folder.resolve("broker"), 0);
        probe = new StreamProbe(broker.bootstrap());
        Path cache = folder.resolve("cache");
        feed = new ModelFeed(
                Map.of("bootstrap.servers", broker.bootstrap(), "allow.auto.create.topics", "false"),
                TOPIC,
                new ModelInstaller<>(
                        Set.of(Task.DENOISE),
                        new ModelFetcher(cache, 1000),
                        TextModel::open,
                        new ModelCatalogue<>(),
                        events,
                        cache));
    }

    @AfterEach
    void close() {
        feed.close();
        probe.close();
        broker.close();
        shelf.close();
    }

    @Test
    void appliesOnlyTheLatestOfEachNameWhenItStarts() {
        broker.createTopics(1, TOPIC);
        probe.publish(TOPIC, shelf.publication("digits", 1, "one"));
        probe.publish(TOPIC, shelf.publication("letters", 1, "a"));
        probe.publish(TOPIC, shelf.publication("digits", 2, "two"));

        feed.start();

        awaitEvents("live letters 1", "live digits 2");
    }

    /** A service that is started later knows what the others know, however often records were replaced. */
    @Test
    void knowsTheLiveModelAndItsCandidateWhenItStarts() {
        broker.createTopics(1, TOPIC);
        probe.publish(TOPIC, candidate(2, Stage.SHADOW, 0));
        probe.publish(TOPIC, shelf.publication("digits", 1, "one"));
        probe.publish(TOPIC, candidate(3, Stage.CANARY, 0.1));

        feed.start();

        awaitEvents("live digits 1", "CANARY digits 3");
        probe.send(new ProducerRecord<>(TOPIC, bytes("digits/candidate"), null));
        awaitEvents("live digits 1", "CANARY digits 3", "withdrawn digits 3");
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
        broker.createTopics(1, TOPIC);

        probe.publish(TOPIC, shelf.publication("digits", 1, "one"));

        awaitEvents("live digits 1");
    }

    @Test
    void triesAgainWhatCannotBeHadYet() {
        broker.createTopics(1, TOPIC);
        ModelPublished one = shelf.publication("digits", 1, "one");
        shelf.setOpen(false);
        probe.publish(TOPIC, one);
        feed.start();
        await().atMost(PATIENCE).until(() -> shelf.turnedAway.get() >= 2);

        shelf.setOpen(true);

        await().atMost(PATIENCE).until(() -> events.lines.contains("live digits 1"));
    }

    @Test
    void passesOverWhatIsNoPublicationAndRetiresWhatIsDeleted() {
        broker.createTopics(1, TOPIC);
        feed.start();
        probe.publish(TOPIC, shelf.publication("digits", 1, "one"));
        awaitEvents("live digits 1");

        probe.send(new ProducerRecord<>(TOPIC, bytes("digits"), bytes("\u0007 no message")));
        probe.send(new ProducerRecord<>(TOPIC, null, bytes("\u0007 no message")));
        probe.publish(TOPIC, shelf.publication("letters", 1, "a"));
        awaitEvents("live digits 1", "live letters 1");
        probe.send(new ProducerRecord<>(TOPIC, bytes("digits"), null));

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
