package io.limpid.trainer.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import io.limpid.trainer.run.RunsLock;
import io.limpid.trainer.run.SampleRuns;
import io.limpid.trainer.supervise.TrainingOutcome.PublishedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupervisorTest {
    private static final PublishedModel MODEL = new PublishedModel("fake", "1", "space");

    @TempDir
    Path runs;

    private final List<String> changes = new CopyOnWriteArrayList<>();
    private Supervisor supervisor;

    private final TrainingWatcher watcher = new TrainingWatcher() {
        @Override
        public void said(TrainingSnapshot training, ChildEvent event) {
            // only the states are looked at
        }

        @Override
        public void changed(TrainingSnapshot training) {
            changes.add(training.order().recipeText() + " " + training.state().text());
        }
    };

    @AfterEach
    void close() {
        if (supervisor != null) {
            supervisor.close();
        }
    }

    private Supervisor supervise(ChildCommand command, Promotion promotion, Duration grace) {
        supervisor = new Supervisor(
                new SupervisorSettings(runs, 2, 3, grace), command, promotion, watcher, Clock.systemUTC());
        supervisor.start();
        return supervisor;
    }

    private Supervisor supervise() {
        return supervise(FakeTrainer.command(FakeTrainer.RUN), run -> MODEL, Duration.ofSeconds(20));
    }

    private static TrainingOrder order(String recipe) {
        return order(recipe, false, "");
    }

    private static TrainingOrder order(String recipe, boolean publish, String requestId) {
        return new TrainingOrder("fake", recipe, List.of(), "", publish, requestId, "a test");
    }

    private Training submit(String recipe) {
        return accepted(supervisor.submit(order(recipe)));
    }

    private static Training accepted(Submission submission) {
        assertThat(submission).isInstanceOf(Submission.Accepted.class);
        return ((Submission.Accepted) submission).training();
    }

    private static TrainingSnapshot ended(Training training) {
        await().atMost(Duration.ofSeconds(90)).until(() -> training.snapshot().isEnded());
        return training.snapshot();
    }

    private static void awaitEpoch(Training training) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !training.snapshot().progress().completed().isEmpty());
    }

    @Test
    void tellsHowATrainingWent() {
        supervise();

        TrainingSnapshot end = ended(submit("good"));

        assertThat(end.state()).isEqualTo(TrainingState.FINISHED);
        assertThat(end.progress().run()).isEqualTo(FakeTrainer.RUN);
        assertThat(end.progress().epochs()).isEqualTo(2);
        assertThat(end.progress().images()).isEqualTo(256);
        assertThat(end.progress().completed())
                .containsExactly(new ChildEvent.Epoch(1, 2, 0.25, null), new ChildEvent.Epoch(2, 2, 0.25, 0.125));
        assertThat(end.progress().step()).isEqualTo(new ChildEvent.Step(2, 2, 4, 8, 0.5, 900));
        assertThat(end.progress().stage()).isEqualTo("measuring");
        assertThat(end.outcome()).isEqualTo(new TrainingOutcome("", Map.of("psnr", 20.5), null, List.of()));
        assertThat(end.times().requested()).isBeforeOrEqualTo(end.times().started());
        assertThat(end.times().started()).isBeforeOrEqualTo(end.times().ended());
    }

    @ParameterizedTest
    @CsvSource({
        "failing, there is no such data set, a stack trace",
        "crash, exit code 139, A fatal error has been detected",
        "garbage, without a word of how it went, no JSON",
        "silent, without a word of how it went,",
    })
    void whatGoesWrongIsAFailedTrainingAndTheNextOneBegins(String how, String message, String output) {
        supervise();

        Training wrong = submit(how);
        Training next = submit("good");

        assertThat(ended(wrong).state()).isEqualTo(TrainingState.FAILED);
        assertThat(ended(wrong).outcome().message()).contains(message);
        assertThat(String.join("\n", ended(wrong).outcome().output())).contains(output == null ? "" : output);
        assertThat(ended(next).state()).isEqualTo(TrainingState.FINISHED);
    }

    @Test
    void aKilledProcessIsAFailedTraining() {
        supervise();
        Training training = submit("slow");
        awaitEpoch(training);

        String note = training.snapshot().progress().notes().get(0);
        ProcessHandle.of(Long.parseLong(note.substring("pid ".length())))
                .orElseThrow()
                .destroyForcibly();

        assertThat(ended(training).state()).isEqualTo(TrainingState.FAILED);
        assertThat(ended(training).outcome().message()).contains("exit code 137", "killed");
    }

    @Test
    void whatHappensAfterTheEndTakesNothingAway() {
        supervise();

        TrainingSnapshot end = ended(submit("good-then-crash"));

        assertThat(end.state()).isEqualTo(TrainingState.FINISHED);
        assertThat(end.outcome().message()).contains("134 after it had finished");
    }

    @Test
    void aCommandThatIsNotThereIsAFailedTraining() {
        supervise(
                (order, recipe) -> new ProcessBuilder(runs.resolve("no-java").toString()),
                run -> MODEL,
                Duration.ofSeconds(1));

        assertThat(ended(submit("good")).outcome().message()).contains("can't be started", "no-java");
    }

    @Test
    void oneAtATimeInTheOrderTheyWereAskedFor() {
        supervise();
        Training first = submit("slow");
        awaitEpoch(first);
        Training second = submit("good");

        assertThat(second.snapshot().state()).isEqualTo(TrainingState.QUEUED);
        assertThat(supervisor.trainings()).containsExactly(second, first);
        supervisor.stop(first.snapshot().id());

        ended(second);
        assertThat(changes)
                .containsExactly(
                        "slow queued", "slow running", "good queued", "slow stopped", "good running", "good finished");
    }

    @Test
    void aStoppedTrainingKeepsTheBestSoFar() {
        supervise();
        Training training = submit("slow");
        awaitEpoch(training);

        supervisor.stop(training.snapshot().id());

        assertThat(ended(training).state()).isEqualTo(TrainingState.STOPPED);
        assertThat(ended(training).outcome())
                .isEqualTo(new TrainingOutcome("stopped after epoch 1", Map.of("psnr", 19.5), null, List.of()));
    }

    @Test
    void whoDoesNotStopIsEndedAfterTheGrace() {
        supervise(FakeTrainer.command(FakeTrainer.RUN), run -> MODEL, Duration.ofMillis(100));
        Training training = submit("stubborn");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !training.snapshot().progress().run().isEmpty());

        supervisor.stop(training.snapshot().id());

        assertThat(ended(training).state()).isEqualTo(TrainingState.STOPPED);
        assertThat(ended(training).outcome().message()).contains("within the grace");
    }

    @Test
    void theQueueIsBounded() {
        supervise();
        Training running = submit("slow");
        awaitEpoch(running);
        Training waiting = submit("good");
        submit("good");

        assertThat(supervisor.submit(order("good"))).isEqualTo(new Submission.QueueFull(2));
        assertThat(supervisor.hasRoom()).isFalse();
        supervisor.stop(waiting.snapshot().id());

        assertThat(waiting.snapshot().state()).isEqualTo(TrainingState.STOPPED);
        assertThat(waiting.snapshot().outcome().message()).isEqualTo("stopped before it had begun");
        assertThat(supervisor.hasRoom()).isTrue();
    }

    @Test
    void aRequestThatComesAgainIsTheSameTraining() {
        supervise();
        Training first = accepted(supervisor.submit(order("good", false, "request-1")));

        assertThat(supervisor.submit(order("good", false, "request-1"))).isEqualTo(new Submission.Known(first));
        ended(first);
        supervisor.close();
        supervise();

        assertThat(supervisor.accept(order("good", false, "request-1")))
                .isInstanceOfSatisfying(
                        Submission.Known.class,
                        known -> assertThat(known.training().snapshot()).isEqualTo(first.snapshot()));
    }

    @Test
    void onlyTheLatestOfThoseThatEndedAreRemembered() {
        supervise((order, recipe) -> new ProcessBuilder(runs + "/no-java"), run -> MODEL, Duration.ofSeconds(1));
        for (int i = 0; i < 5; i++) {
            ended(submit("good"));
        }

        assertThat(supervisor.trainings()).hasSize(4);
        assertThat(runs.resolve(".trainings").toFile().list()).hasSize(8);
    }

    @Test
    void publishesAFinishedModelWhereAsked() {
        supervise(
                FakeTrainer.command(FakeTrainer.RUN),
                run -> new PublishedModel(run, "7", "space"),
                Duration.ofSeconds(1));

        TrainingSnapshot end = ended(accepted(supervisor.submit(order("good", true, ""))));

        assertThat(end.outcome().model()).isEqualTo(new PublishedModel(FakeTrainer.RUN, "7", "space"));
    }

    @Test
    void aModelThatCantBePublishedIsAFinishedTrainingAllTheSame() {
        Promotion refuses = run -> {
            throw new IllegalStateException("no broker");
        };
        supervise(FakeTrainer.command(FakeTrainer.RUN), refuses, Duration.ofSeconds(1));

        TrainingSnapshot end = ended(accepted(supervisor.submit(order("good", true, ""))));

        assertThat(end.state()).isEqualTo(TrainingState.FINISHED);
        assertThat(end.outcome().message()).isEqualTo("not published: no broker; try again with POST /models");
        assertThat(end.outcome().model()).isNull();
    }

    @Test
    void anotherTrainingInTheFolderIsWaitedFor() throws Exception {
        Training training;
        try (RunsLock byHand = RunsLock.acquire(runs).orElseThrow()) {
            supervise();
            training = submit("good");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !training.snapshot().progress().notes().isEmpty());

            assertThat(training.snapshot().state()).isEqualTo(TrainingState.QUEUED);
            assertThat(training.snapshot().progress().notes().get(0)).contains("another training");
        }

        assertThat(ended(training).state()).isEqualTo(TrainingState.FINISHED);
    }

    @Test
    void closingStopsTheTrainingAndKeepsThoseThatWait() {
        supervise();
        Training running = submit("slow");
        awaitEpoch(running);
        String waiting = submit("good").snapshot().id();

        supervisor.close();

        assertThat(running.snapshot().state()).isEqualTo(TrainingState.STOPPED);
        assertThat(supervisor.submit(order("good"))).isInstanceOf(Submission.Closing.class);
        supervise();
        assertThat(ended(supervisor.find(waiting).orElseThrow()).state()).isEqualTo(TrainingState.FINISHED);
    }

    /** What a service leaves that is killed: its ledger says that the training runs. */
    @ParameterizedTest
    @CsvSource({"running, INTERRUPTED", "finished, FINISHED", "stopped, STOPPED", "failed, FAILED", ", INTERRUPTED"})
    void ofWhatRanWhenTheServiceWasKilledTheRunsFolderTells(String folderSays, TrainingState expected)
            throws Exception {
        Instant then = Instant.parse("2026-01-02T03:04:05Z");
        TrainingSnapshot left = TrainingSnapshot.queued("20260102-030400-001", order("slow"), then)
                .running(then)
                .after(new ChildEvent.Started(FakeTrainer.RUN, 2, 256));
        new TrainingLedger(runs).open(left);
        if (folderSays != null) {
            RunFolder run = SampleRuns.denoiser(runs, "fake", then);
            assertThat(run.id()).isEqualTo(FakeTrainer.RUN);
            run.status(folderSays, "");
        }

        supervise();

        assertThat(supervisor.find(left.id()).orElseThrow().snapshot().state()).isEqualTo(expected);
    }

    @Test
    void aModelThatTheKilledServiceCouldNotPublishAnyMoreIsPublishedByTheNextLife() throws Exception {
        Instant then = Instant.parse("2026-01-02T03:04:05Z");
        TrainingSnapshot left = TrainingSnapshot.queued("20260102-030400-001", order("good", true, ""), then)
                .running(then)
                .after(new ChildEvent.Started(FakeTrainer.RUN, 2, 256));
        new TrainingLedger(runs).open(left);
        SampleRuns.denoiser(runs, "fake", then).status(Runs.FINISHED, "");
        AtomicInteger attempts = new AtomicInteger();
        Promotion brokerStartsLater = run -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("no broker yet");
            }
            return new PublishedModel(run, "7", "space");
        };

        supervise(FakeTrainer.command(FakeTrainer.RUN), brokerStartsLater, Duration.ofSeconds(1));

        TrainingSnapshot end = ended(supervisor.find(left.id()).orElseThrow());
        assertThat(end.state()).isEqualTo(TrainingState.FINISHED);
        assertThat(end.outcome().model()).isEqualTo(new PublishedModel(FakeTrainer.RUN, "7", "space"));
        assertThat(attempts).hasValue(2);
    }

    @Test
    void runsThatNobodyTrainsAreInterruptedAndResumableWithACheckpoint() throws Exception {
        RunFolder run = SampleRuns.denoiser(runs, "fake", Instant.EPOCH);
        run.status(Runs.RUNNING, "");
        RunShelf shelf = supervise().shelf();

        assertThat(shelf.all()).singleElement().satisfies(state -> {
            assertThat(state.state()).isEqualTo(TrainingState.INTERRUPTED);
            assertThat(state.resumable()).isFalse();
        });
        run.writeText(RunFolder.CHECKPOINT, "weights");
        assertThat(shelf.all().get(0).resumable()).isTrue();
        try (RunsLock somebody = RunsLock.acquire(runs).orElseThrow()) {
            assertThat(shelf.find(run.id()).orElseThrow().state()).isEqualTo(TrainingState.RUNNING);
            assertThat(shelf.find(run.id()).orElseThrow().resumable()).isFalse();
        }
        Files.writeString(run.path().resolve(RunFolder.STATUS), "{");
        assertThat(shelf.all().get(0).message()).contains("status.json");
    }
}
