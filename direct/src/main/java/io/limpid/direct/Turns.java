package io.limpid.direct;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets few direct calls work at a time, in the order they came; the others wait. So the stream keeps the cores it needs. */
public final class Turns {
    private final Semaphore free;
    private final Duration patience;

    /**
     * @param atOnce calls that work at the same time, at least 1
     * @param patience after this long a call waits no more
     */
    public Turns(int atOnce, Duration patience) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("limpid.direct.at-once must be at least 1, got " + atOnce);
        }
        this.free = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /** @throws RefusedCall with status 503 when no turn came in time */
    public <R> R take(Supplier<R> work) {
        acquire();
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private void acquire() {
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw RefusedCall.later("expected a turn within " + patience.toSeconds()
                        + " s, other direct calls took longer; try again");
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw RefusedCall.later("the service is ending; try again when it is back");
        }
    }
}
