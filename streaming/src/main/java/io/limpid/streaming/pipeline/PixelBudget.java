package io.limpid.streaming.pipeline;

import io.limpid.contracts.image.PayloadLimits;
import java.util.concurrent.Semaphore;

/**
 * Keeps large pictures from filling the memory together: each takes as many pixels of the heap as it has, before it is decoded, and who finds
 * too few free waits. A thread takes once and gives back before it takes again, so nobody waits for somebody who waits. Thread-safe.
 */
public final class PixelBudget {
    /** Smaller ones are bounded by how many are in a chunk. */
    private static final long LARGE = 1 << 20;
    /** Of colours: 3 bytes as read, 12 as numbers, as much again of the answer, and what tiles, alpha and orientation take for a while. */
    private static final int BYTES_A_PIXEL = 40;
    /** The service itself, its clients, and chunks of smaller images. */
    private static final long ELSE = 96L << 20;

    private static final int PERMIT = 1024;

    private final Semaphore free;
    private final int all;
    private final ThreadLocal<Integer> taken = ThreadLocal.withInitial(() -> 0);

    /** @param pixels that may be worked on at once; one larger than that is worked on alone */
    public PixelBudget(long pixels) {
        this.all = (int) Math.max(1, Math.min(Integer.MAX_VALUE, pixels / PERMIT));
        this.free = new Semaphore(all, true);
    }

    /** As many as this process's heap has room for. */
    public static PixelBudget ofHeap() {
        return new PixelBudget((Runtime.getRuntime().maxMemory() - ELSE) / BYTES_A_PIXEL);
    }

    /** Limits whose gate takes pixels for the thread that reads, until that {@linkplain #giveBack gives them back}. */
    public PayloadLimits guarding(PayloadLimits limits) {
        return new PayloadLimits(limits.maxBytes(), limits.maxPixels(), this::take);
    }

    private void take(long pixels) {
        if (pixels > LARGE && taken.get() == 0) {
            int permits = (int) Math.min(all, pixels / PERMIT);
            free.acquireUninterruptibly(permits);
            taken.set(permits);
        }
    }

    /** Whether this thread has a large picture, and should read no further one before it is answered. */
    public boolean isTaken() {
        return taken.get() > 0;
    }

    /** Of this thread, whatever it has. */
    public void giveBack() {
        free.release(taken.get());
        taken.remove();
    }
}
