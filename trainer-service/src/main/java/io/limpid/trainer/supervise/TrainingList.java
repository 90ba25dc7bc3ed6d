package io.limpid.trainer.supervise;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The trainings that are known: those to come, the one that runs, and the latest of those that ended. Thread-safe. */
final class TrainingList {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final TrainingLedger ledger;
    private final TrainingWatcher watcher;
    private final int most;
    private final Clock clock;
    /** Newest first. */
    private final ConcurrentSkipListMap<String, Training> trainings =
            new ConcurrentSkipListMap<>(Comparator.reverseOrder());

    /** @param most how many are remembered, those that wait or run besides */
    TrainingList(TrainingLedger ledger, TrainingWatcher watcher, int most, Clock clock) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.watcher = new Noting(ledger).and(watcher);
        this.most = most;
        this.clock = requireNonNull(clock, "clock");
    }

    /** Every change of state reaches the ledger before anybody else. */
    private record Noting(TrainingLedger ledger) implements TrainingWatcher {
        @Override
        public void said(TrainingSnapshot training, ChildEvent event) {
            if (event instanceof ChildEvent.Started) {
                ledger.update(training);
            }
        }

        @Override
        public void changed(TrainingSnapshot training) {
            ledger.update(training);
        }
    }

    /** @throws UncheckedIOException when it can't be noted */
    synchronized Training open(TrainingOrder order) {
        TrainingSnapshot training = TrainingSnapshot.queued(newId(), order, clock.instant());
        try {
            ledger.open(training);
        } catch (IOException full) {
            throw new UncheckedIOException("the training can't be noted: " + full.getMessage(), full);
        }
        Training opened = add(training);
        watcher.changed(training);
        forgetOldest();
        return opened;
    }

    private Training add(TrainingSnapshot snapshot) {
        Training training = new Training(snapshot, watcher);
        trainings.put(snapshot.id(), training);
        return training;
    }

    /** By time, so that ids sort by age. */
    private String newId() {
        Instant now = clock.instant();
        int number = 1;
        while (trainings.containsKey(id(now, number))) {
            number++;
        }
        return id(now, number);
    }

    private static String id(Instant now, int number) {
        return "%s-%03d".formatted(TIME.format(now), number);
    }

    private void forgetOldest() {
        List<Training> ended = trainings.values().stream()
                .filter(training -> training.snapshot().isEnded())
                .toList();
        for (Training old : ended.subList(Math.min(most, ended.size()), ended.size())) {
            String id = old.snapshot().id();
            trainings.remove(id);
            ledger.forget(id);
        }
    }

    /** @return the trainings of an earlier life that had not ended, oldest first */
    synchronized List<Training> restore() {
        return ledger.read().stream()
                .map(this::add)
                .filter(training -> !training.snapshot().isEnded())
                .toList();
    }

    /** Newest first. */
    List<Training> all() {
        return List.copyOf(trainings.values());
    }

    Optional<Training> find(String id) {
        return Optional.ofNullable(trainings.get(id));
    }

    /** The training that was asked for under that request id; empty ids stand for no request. */
    Optional<Training> ofRequest(String requestId) {
        return trainings.values().stream()
                .filter(training -> !requestId.isEmpty()
                        && training.snapshot().order().requestId().equals(requestId))
                .findFirst();
    }
}
