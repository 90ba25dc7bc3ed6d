package io.limpid.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.broker.LocalBroker;
import io.limpid.broker.Ports;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.TrainingEvent.EventCase;
import io.limpid.fixtures.StreamProbe;
import io.limpid.trainer.supervise.Submission;
import io.limpid.trainer.supervise.Training;
import io.limpid.trainer.supervise.TrainingOrder;
import io.limpid.trainer.supervise.TrainingState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests and events through lives and deaths of broker and service. */
class TrainerLivesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Topics TOPICS = new Topics(TrainerByHand.PREFIX);
    private static final EventCase[] WHOLE = {
        EventCase.QUEUED, EventCase.STARTED, EventCase.EPOCH, EventCase.EPOCH, EventCase.FINISHED
    };

    @TempDir
    Path folder;

    private LocalBroker broker(int port) {
        return LocalBroker.start(folder.resolve("broker"), port);
    }

    private static void ask(StreamProbe stream, String id) {
        stream.send(new ProducerRecord<>(
                TOPICS.trainingRequests(),
                id.getBytes(StandardCharsets.UTF_8),
                "{\"recipe\":\"good\"}".getBytes(StandardCharsets.UTF_8)));
    }

    private static TrainingState trained(TrainerByHand trainer) {
        Submission submission = trainer.supervisor()
                .submit(new TrainingOrder("good", BrokerAndRuns.recipe("good"), List.of(), "", false, "", "a test"));
        Training training = ((Submission.Accepted) submission).training();
        await().atMost(PATIENCE).until(() -> training.snapshot().isEnded());
        return training.snapshot().state();
    }

    private static List<EventCase> kinds(List<EventProbe.Seen> events) {
        return events.stream().map(EventProbe.Seen::kind).toList();
    }

    /** As when both start together, and the network does not know the broker yet. */
    @Test
    void startsAndTrainsWhileTheBrokersNameIsNotKnown() throws Exception {
        try (TrainerByHand trainer = new TrainerByHand(folder, "no-such-host.invalid:9092").start()) {
            assertThat(trained(trainer)).isEqualTo(TrainingState.FINISHED);
            assertThat(trainer.isReady()).isFalse();
            assertThat(trainer.isLive()).isTrue();
        }
    }

    @Test
    void aBrokerThatIsAwayHoldsUpNoTrainingAndHearsOfAllOfThemWhenItIsThere() throws Exception {
        int port = Ports.free();
        try (TrainerByHand trainer = new TrainerByHand(folder, "127.0.0.1:" + port).start()) {
            assertThat(trained(trainer)).isEqualTo(TrainingState.FINISHED);
            assertThat(trainer.isReady()).isFalse();
            assertThat(trainer.isLive()).isTrue();
            assertThat(trainer.registry
                            .get("limpid.training.events.waiting")
                            .gauge()
                            .value())
                    .isEqualTo(5);

            try (LocalBroker first = broker(port)) {
                await().atMost(PATIENCE).until(trainer::isReady);
                await().atMost(PATIENCE).until(() -> trainer.count("limpid.training.events", "sent") == 5);
            }
            assertThat(trained(trainer)).isEqualTo(TrainingState.FINISHED);
            assertThat(trainer.isLive()).isTrue();

            try (LocalBroker second = broker(port);
                    StreamProbe stream = new StreamProbe(second.bootstrap());
                    EventProbe events = new EventProbe(second.bootstrap(), TOPICS.training())) {
                ask(stream, "asked");
                assertThat(kinds(events.ofRequest("asked"))).containsExactly(WHOLE);
                for (var each : trainer.trainings()) {
                    assertThat(kinds(events.ofTraining(each.id()))).containsExactly(WHOLE);
                }
                assertThat(trainer.trainings()).hasSize(3);
                assertThat(trainer.count("limpid.training.events", "lost")).isZero();
            }
        }
    }

    @Test
    void aRequestThatIsDeliveredAgainAfterARestartTrainsOnce() throws Exception {
        try (LocalBroker broker = broker(0)) {
            try (TrainerByHand first = new TrainerByHand(folder, broker.bootstrap()).start()) {
                await().atMost(PATIENCE).until(first::isReady);
                try (StreamProbe stream = new StreamProbe(broker.bootstrap());
                        EventProbe events = new EventProbe(broker.bootstrap(), TOPICS.training())) {
                    ask(stream, "once");
                    events.ofRequest("once");
                }
            }
            asIfNothingHadBeenCommitted(broker);

            try (TrainerByHand second = new TrainerByHand(folder, broker.bootstrap()).start()) {
                await().atMost(PATIENCE).until(() -> second.count("limpid.training.requests", "known") == 1);

                assertThat(second.count("limpid.training.requests", "accepted")).isZero();
                assertThat(second.trainings()).singleElement().satisfies(training -> assertThat(
                                training.order().requestId())
                        .isEqualTo("once"));
            }
        }
    }

    /** What a service leaves that is killed after a training was noted, before its offset was committed. */
    private static void asIfNothingHadBeenCommitted(LocalBroker broker) throws Exception {
        String group = "trainer." + TOPICS.trainingRequests();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
            TopicPartition only = new TopicPartition(TOPICS.trainingRequests(), 0);
            assertThat(admin.listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .get(only)
                            .offset())
                    .isPositive();
            admin.alterConsumerGroupOffsets(group, Map.of(only, new OffsetAndMetadata(0)))
                    .all()
                    .get();
        }
    }

    @Test
    void aRequestThatCanNotBeNotedStaysInItsTopicUntilItCan() throws Exception {
        try (LocalBroker broker = broker(0);
                TrainerByHand trainer = new TrainerByHand(folder, broker.bootstrap()).start()) {
            Path inTheWay = folder.resolve("runs/.trainings");
            Files.writeString(inTheWay, "no folder");
            await().atMost(PATIENCE).until(trainer::isReady);
            try (StreamProbe stream = new StreamProbe(broker.bootstrap());
                    EventProbe events = new EventProbe(broker.bootstrap(), TOPICS.training())) {
                ask(stream, "patient");
                await().atMost(PATIENCE).until(() -> trainer.registry.find("limpid.stream.restarts").counters().stream()
                        .anyMatch(restarts -> restarts.count() > 0));
                assertThat(trainer.trainings()).isEmpty();
                assertThat(trainer.isLive()).isTrue();

                Files.delete(inTheWay);

                assertThat(kinds(events.ofRequest("patient"))).containsExactly(WHOLE);
                assertThat(stream.committed(TOPICS.trainingRequestsDead(), 0)).isEmpty();
            }
        }
    }
}
