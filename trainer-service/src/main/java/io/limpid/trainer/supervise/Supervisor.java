package io.limpid.trainer.supervise;

import static java.util.Objects.requireNonNull;

import io.limpid.trainer.run.Runs;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the trainings that are asked for, one at a time, each in a process of its own. However a process ends, its training ends
 * with it and the next one begins. What was asked for survives a restart: what waited still waits, what ran is reported as its
 * run's folder tells. Thread-safe.
 */
public final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final long LOOK_AGAIN_MILLIS = 500;
    /** On top of the grace: for signals, last lines and publishing. */
    private static final Duration LAST_STEPS = Duration.ofSeconds(15);

    private static final Duration PUBLISH_AGAIN = Duration.ofSeconds(2);

    private final SupervisorSettings settings;
    private final ChildCommand command;
    private final Promotion promotion;
    private final LatePublication latePublication;
    private final Clock clock;
    private final TrainingLedger ledger;
    private final TrainingList trainings;
    private final Deque<Training> queue = new ArrayDeque<>();
    private final Thread worker = new Thread(this::work, "trainings");
    private @Nullable Training current;
    private @Nullable ChildProcess child;
    private boolean closing;

    /** @param watcher is told of all trainings; called by the threads that read the processes' output */
    public Supervisor(
            SupervisorSettings settings,
            ChildCommand command,
            Promotion promotion,
            TrainingWatcher watcher,
            Clock clock) {
        this.settings = requireNonNull(settings, "settings");
        this.command = requireNonNull(command, "command");
        this.promotion = requireNonNull(promotion, "promotion");
        this.clock = requireNonNull(clock, "clock");
        this.latePublication = new LatePublication(promotion, clock, PUBLISH_AGAIN);
        this.ledger = new TrainingLedger(settings.runs());
        this.trainings = new TrainingList(ledger, watcher, settings.history(), clock);
        worker.setDaemon(true);
    }

    /** Takes up what an earlier life left, then whatever is asked for. */
    public synchronized void start() {
        RunShelf shelf = shelf();
        for (Training left : trainings.restore()) {
            if (left.snapshot().state() == TrainingState.QUEUED) {
                queue.add(left);
            } else {
                settle(left, shelf);
            }
        }
        worker.start();
    }

    /** Of a training that ran when the service ended, its run's folder knows more. */
    private void settle(Training left, RunShelf shelf) {
        String run = left.snapshot().progress().run();
        Optional<RunState> found = shelf.find(run).filter(state -> state.state().isEnded());
        TrainingState state = found.map(RunState::state).orElse(TrainingState.INTERRUPTED);
        if (state == TrainingState.FINISHED && left.snapshot().order().publish()) {
            // killed between the end of the run and its publication
            latePublication.add(left);
            return;
        }
        String message = state == TrainingState.INTERRUPTED
                ? "the service ended while it ran" + (run.isEmpty() ? "" : "; GET /runs/" + run + " tells what is left")
                : found.map(RunState::message).orElse("");
        left.end(state, TrainingOutcome.saying(message), clock.instant());
    }

    /** The runs, whoever trained them. */
    public RunShelf shelf() {
        return new RunShelf(new Runs(settings.runs()), this::isTraining);
    }

    /** Not asked of the folder while a process of ours is there: asking takes the lock for a moment. */
    private boolean isTraining() {
        synchronized (this) {
            if (child != null) {
                return true;
            }
        }
        return RunsFolderLock.isHeld(settings.runs());
    }

    /**
     * Lets an order wait for its turn, where there is room.
     *
     * @throws java.io.UncheckedIOException when it can't be noted
     */
    public synchronized Submission submit(TrainingOrder order) {
        return hasRoom() || isKnown(order) ? accept(order) : new Submission.QueueFull(queue.size());
    }

    private boolean isKnown(TrainingOrder order) {
        return ofRequest(order.requestId()).isPresent();
    }

    /** The training that was asked for under that request id; empty ids stand for no request. */
    public Optional<Training> ofRequest(String requestId) {
        return trainings.ofRequest(requestId);
    }

    /**
     * Lets an order wait for its turn even where the queue is full, for those who have looked for room before.
     *
     * @throws java.io.UncheckedIOException when it can't be noted
     */
    public synchronized Submission accept(TrainingOrder order) {
        Optional<Training> known = trainings.ofRequest(order.requestId());
        if (known.isPresent()) {
            return new Submission.Known(known.get());
        }
        if (closing) {
            return new Submission.Closing();
        }
        Training training = trainings.open(order);
        queue.add(training);
        notifyAll();
        return new Submission.Accepted(training);
    }

    public synchronized boolean hasRoom() {
        return queue.size() < settings.queue();
    }

    /** Newest first. */
    public List<Training> trainings() {
        return trainings.all();
    }

    public Optional<Training> find(String id) {
        return trainings.find(id);
    }

    /** Asks a training to keep the best so far and end; one that waits ends at once, one that has ended stays as it is. */
    public synchronized Optional<Training> stop(String id) {
        Optional<Training> training = trainings.find(id);
        training.ifPresent(this::stop);
        return training;
    }

    private void stop(Training training) {
        training.wantStop();
        if (queue.remove(training)) {
            endUnbegun(training);
        } else if (training == current && child != null) {
            child.stop(settings.stopGrace());
        }
        notifyAll();
    }

    private void endUnbegun(Training training) {
        training.end(TrainingState.STOPPED, TrainingOutcome.saying("stopped before it had begun"), clock.instant());
    }

    private void work() {
        try {
            for (Training next = take(); next != null; next = take()) {
                attempt(next);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            killLeftover();
        }
    }

    private synchronized @Nullable Training take() throws InterruptedException {
        current = null;
        child = null;
        while (!closing && queue.isEmpty()) {
            wait();
        }
        current = closing ? null : queue.poll();
        return current;
    }

    private void attempt(Training training) throws InterruptedException {
        try {
            TrainingAttempt attempt = new TrainingAttempt(training, promotion);
            Optional<ChildProcess> process = start(training, attempt);
            if (process.isPresent()) {
                TrainingAttempt.End end = attempt.await(process.get());
                training.end(end.state(), end.outcome(), clock.instant());
            }
        } catch (IOException failure) {
            fail(training, "the training's process can't be started: " + failure.getMessage());
        } catch (RuntimeException unexpected) {
            LOG.error("training={} can't be supervised", training.snapshot().id(), unexpected);
            killLeftover();
            fail(training, "it can't be supervised: " + unexpected);
        }
    }

    private void fail(Training training, String why) {
        training.end(TrainingState.FAILED, TrainingOutcome.saying(why), clock.instant());
    }

    /** @return empty where the training ended before it began, or is left waiting for the service's next life */
    private synchronized Optional<ChildProcess> start(Training training, TrainingAttempt attempt)
            throws IOException, InterruptedException {
        awaitFolder(training);
        if (training.isStopWanted()) {
            endUnbegun(training);
            return Optional.empty();
        }
        if (closing) {
            return Optional.empty();
        }
        TrainingSnapshot now = training.snapshot();
        ProcessBuilder builder = command.of(now.order(), ledger.recipe(now.id()));
        training.begin(clock.instant());
        ChildProcess started = attempt.start(builder);
        child = started;
        return Optional.of(started);
    }

    /** Somebody may be training by hand: the child would only say so and end. */
    private void awaitFolder(Training training) throws InterruptedException {
        boolean told = false;
        while (!closing && !training.isStopWanted() && RunsFolderLock.isHeld(settings.runs())) {
            if (!told) {
                training.said(new ChildEvent.Note("waits for the end of another training in the runs folder"));
                told = true;
            }
            wait(LOOK_AGAIN_MILLIS);
        }
    }

    private synchronized void killLeftover() {
        if (child != null) {
            child.kill();
        }
    }

    /** Asks the training that runs to stop and waits for its end, for the grace at most; those that wait are kept for later. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            latePublication.close();
            if (current != null && child != null) {
                stop(current);
            }
            notifyAll();
        }
        try {
            worker.join(settings.stopGrace().plus(LAST_STEPS).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        worker.interrupt();
    }
}
