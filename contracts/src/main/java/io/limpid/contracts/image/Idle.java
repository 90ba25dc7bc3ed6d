package io.limpid.contracts.image;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/** Things that are dear to make and used by one thread at a time: a few wait to be used again. Thread-safe. */
final class Idle<T extends AutoCloseable> {
    private static final int MOST = 16;

    private final Supplier<T> maker;
    private final BlockingQueue<T> idle = new ArrayBlockingQueue<>(MOST);

    Idle(Supplier<T> maker) {
        this.maker = maker;
    }

    T take() {
        T waiting = idle.poll();
        return waiting == null ? maker.get() : waiting;
    }

    void giveBack(T used) {
        if (!idle.offer(used)) {
            close(used);
        }
    }

    private static void close(AutoCloseable superfluous) {
        try {
            superfluous.close();
        } catch (Exception failure) {
            throw new IllegalStateException("freeing memory failed", failure);
        }
    }
}
