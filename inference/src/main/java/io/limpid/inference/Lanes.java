package io.limpid.inference;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * How many may run a session at once, each with memory of its own that is used again. First come, first served: who calls again at
 * once doesn't go before who waits.
 */
final class Lanes {
    private final int count;
    private final Semaphore free;
    private final Queue<BatchTensors> memory = new ConcurrentLinkedQueue<>();

    /** What is done in a lane. */
    interface Work<T> {
        T in(BatchTensors memory) throws InferenceException;
    }

    /** @param count at least 1 */
    Lanes(int count) {
        this.count = count;
        this.free = new Semaphore(count, true);
        for (int i = 0; i < count; i++) {
            memory.add(new BatchTensors());
        }
    }

    /** Waits for a lane and works in it. */
    <T> T use(Work<T> work) throws InferenceException {
        free.acquireUninterruptibly();
        BatchTensors mine = memory.remove();
        try {
            return work.in(mine);
        } finally {
            memory.add(mine);
            free.release();
        }
    }

    /** Runs something while nobody is in a lane. */
    void alone(Runnable work) {
        free.acquireUninterruptibly(count);
        try {
            work.run();
        } finally {
            free.release(count);
        }
    }
}
