package io.limpid.trainer.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TrainingFeedTest {
    private final Training training = new Training(
            TrainingSnapshot.queued(
                    "t",
                    new TrainingOrder("r", "name: r", List.of(), "", false, "", ""),
                    Instant.parse("2026-01-02T03:04:05Z")),
            new SilentWatcher());

    private static ChildEvent step(int done) {
        return new ChildEvent.Step(1, 9, done, 100, 0.5, 900);
    }

    private static ChildEvent epoch(int epoch) {
        return new ChildEvent.Epoch(epoch, 9, 0.5, 0.25);
    }

    private void finish() {
        training.end(TrainingState.FINISHED, TrainingOutcome.open(), Instant.EPOCH);
    }

    /** All there is to read until the last. */
    private static List<String> read(TrainingFeed feed) {
        List<String> read = new ArrayList<>();
        TrainingNews news;
        do {
            news = feed.next().getNow(null);
            read.add(
                    news instanceof TrainingNews.Said said
                            ? said.event() instanceof ChildEvent.Step step
                                    ? "step " + step.done()
                                    : "epoch " + ((ChildEvent.Epoch) said.event()).epoch()
                            : ((TrainingNews.Changed) news).training().state().text());
        } while (!news.isLast());
        return read;
    }

    @Test
    void aSlowReaderMissesStepsAndNoEpoch() {
        TrainingFeed feed = training.follow();
        training.begin(Instant.EPOCH);
        for (int epoch = 1; epoch <= 3; epoch++) {
            for (int done = 1; done <= 100; done++) {
                training.said(step(done));
            }
            training.said(epoch(epoch));
        }
        finish();

        assertThat(read(feed))
                .containsExactly(
                        "queued",
                        "running",
                        "step 100",
                        "epoch 1",
                        "step 100",
                        "epoch 2",
                        "step 100",
                        "epoch 3",
                        "finished");
    }

    @Test
    void whoComesLateHearsAllEpochsAndTheLastStep() {
        training.begin(Instant.EPOCH);
        training.said(epoch(1));
        training.said(step(1));
        training.said(step(2));
        training.said(epoch(2));
        TrainingFeed midway = training.follow();
        training.said(epoch(3));
        finish();

        assertThat(read(midway)).containsExactly("running", "epoch 1", "epoch 2", "step 2", "epoch 3", "finished");
        assertThat(read(training.follow())).containsExactly("epoch 1", "epoch 2", "epoch 3", "step 2", "finished");
    }

    @Test
    void aWaitingReaderIsToldAtOnceAndKeptAwake() {
        TrainingFeed feed = training.follow();
        feed.next();

        CompletableFuture<TrainingNews> first = feed.next();
        feed.beat();
        feed.beat();
        CompletableFuture<TrainingNews> second = feed.next();
        training.said(epoch(1));

        assertThat(first).isCompletedWithValue(new TrainingNews.Beat());
        assertThat(second).isCompletedWithValue(new TrainingNews.Said(epoch(1)));
    }

    @Test
    void whatAReaderNoLongerWaitsForIsKeptForItsNextQuestion() {
        TrainingFeed feed = training.follow();
        feed.next();
        feed.next().cancel(false);

        training.said(epoch(1));

        assertThat(feed.next()).isCompletedWithValue(new TrainingNews.Said(epoch(1)));
    }

    @Test
    void whoIsFarTooSlowIsLetGo() {
        TrainingFeed feed = training.follow();
        for (int i = 0; i <= TrainingFeed.MOST_WAITING; i++) {
            training.said(epoch(i));
        }

        assertThat(feed.isClosed()).isTrue();
        assertThat(feed.next()).isCompletedExceptionally();
        assertThat(training.readers()).isZero();
        assertThat(training.snapshot().progress().completed()).hasSize(TrainingProgress.MOST_EPOCHS);
    }

    @Test
    void closedFeedsAreReleased() {
        TrainingFeed feed = training.follow();
        feed.next();
        CompletableFuture<TrainingNews> waiting = feed.next();
        assertThat(training.readers()).isOne();

        feed.close();

        assertThat(training.readers()).isZero();
        assertThat(waiting).isCancelled();
    }
}
