package io.limpid.trainer.job;

import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.training.Checkpoint;
import io.limpid.trainer.training.Continuation;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps a run's checkpoint and history in its folder; of quick epochs not each, but the last one always. */
final class RunContinuation implements Continuation {
    private static final long BETWEEN_NANOS = 5_000_000_000L;

    private final RunFolder folder;
    private final Optional<Checkpoint> from;
    private final String fingerprint;
    private final BooleanSupplier stop;
    private final Supplier<Progress> progress;
    private @Nullable Checkpoint unwritten;
    private int epoch;
    private long written = System.nanoTime();

    RunContinuation(
            RunFolder folder,
            Optional<Checkpoint> from,
            String fingerprint,
            BooleanSupplier stop,
            Supplier<Progress> progress) {
        this.folder = folder;
        this.from = from;
        this.fingerprint = fingerprint;
        this.stop = stop;
        this.progress = progress;
        this.epoch = from.map(Checkpoint::epoch).orElse(0);
    }

    @Override
    public Optional<Checkpoint> from() {
        return from;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public boolean stopWanted() {
        return stop.getAsBoolean();
    }

    @Override
    public void reached(Checkpoint checkpoint) {
        unwritten = checkpoint;
        epoch = checkpoint.epoch();
        if (System.nanoTime() - written > BETWEEN_NANOS) {
            flush();
        }
    }

    /** How many epochs have ended, those before a break included. */
    int epoch() {
        return epoch;
    }

    /** Writes what is not yet written. The history first: it may be longer than the checkpoint, never shorter. */
    void flush() {
        if (unwritten != null) {
            folder.writeJson(Progress.FILE, progress.get());
            folder.write(RunFolder.CHECKPOINT, unwritten.bytes());
            unwritten = null;
        }
        written = System.nanoTime();
    }
}
