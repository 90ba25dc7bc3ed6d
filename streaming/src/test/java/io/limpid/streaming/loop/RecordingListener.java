package io.limpid.streaming.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what a loop did. */
final class RecordingListener implements StreamListener {
    final List<BatchTally> committed = new CopyOnWriteArrayList<>();
    final List<Exception> undone = new CopyOnWriteArrayList<>();
    final List<Exception> restarted = new CopyOnWriteArrayList<>();
    final AtomicInteger rounds = new AtomicInteger();

    @Override
    public void committed(BatchTally tally) {
        committed.add(tally);
    }

    @Override
    public void undone(Exception cause) {
        undone.add(cause);
    }

    @Override
    public void restarted(Exception cause) {
        restarted.add(cause);
    }

    @Override
    public void lag(long records) {
        rounds.incrementAndGet();
    }

    /** In committed batches. */
    int records() {
        return new ArrayList<>(committed).stream().mapToInt(BatchTally::records).sum();
    }

    /** In committed batches. */
    int answered() {
        return new ArrayList<>(committed)
                .stream().mapToInt(BatchTally::answered).sum();
    }
}
