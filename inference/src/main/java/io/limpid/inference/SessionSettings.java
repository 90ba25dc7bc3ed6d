package io.limpid.inference;

import static java.util.Objects.requireNonNull;

/**
 * How models are run.
 *
 * @param provider where
 * @param threads that one model uses, at least 1: for small images in as many batches side by side, for large ones in one inference
 * @param maxBatch images that run through a model at once, at least 1
 * @param tileSide images of more pixels than a square of this side run in tiles of it, at least 64
 */
public record SessionSettings(Provider provider, int threads, int maxBatch, int tileSide) {
    /** Of tiles, where nothing else is said: large enough that what overlaps is little, small enough for the caches' sake. */
    public static final int USUAL_TILE_SIDE = 512;

    private static final int SMALLEST_TILE = 64;

    public SessionSettings {
        requireNonNull(provider, "provider");
        if (threads < 1 || maxBatch < 1) {
            throw new IllegalArgumentException(
                    "threads and batch must be at least 1, got threads=" + threads + ", maxBatch=" + maxBatch);
        }
        if (tileSide < SMALLEST_TILE) {
            throw new IllegalArgumentException(
                    "expected tiles of at least " + SMALLEST_TILE + " pixels a side, found tileSide=" + tileSide);
        }
    }

    /** With tiles of the usual size. */
    public SessionSettings(Provider provider, int threads, int maxBatch) {
        this(provider, threads, maxBatch, USUAL_TILE_SIDE);
    }

    /** The same, with one thread. */
    public SessionSettings withOneThread() {
        return new SessionSettings(provider, 1, maxBatch, tileSide);
    }

    /** On the CPU: for evaluations and tests. */
    public static SessionSettings cpu(int threads) {
        return new SessionSettings(Provider.CPU, threads, 64);
    }
}
