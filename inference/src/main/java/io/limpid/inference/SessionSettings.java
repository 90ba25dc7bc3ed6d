package io.limpid.inference;

import static java.util.Objects.requireNonNull;

/**
 * How models are run.
 *
 * @param provider where
 * @param intraOpThreads threads of one inference, at least 1
 * @param maxBatch images that run through a model at once, at least 1
 * @param tileSide images of more pixels than a square of this side run in tiles of it, at least 64
 */
public record SessionSettings(Provider provider, int intraOpThreads, int maxBatch, int tileSide) {
    /** Of tiles, where nothing else is said: large enough that what overlaps is little, small enough for the caches' sake. */
    public static final int USUAL_TILE_SIDE = 512;

    private static final int SMALLEST_TILE = 64;

    public SessionSettings {
        requireNonNull(provider, "provider");
        if (intraOpThreads < 1 || maxBatch < 1) {
            throw new IllegalArgumentException("threads and batch must be at least 1, got intraOpThreads="
                    + intraOpThreads + ", maxBatch=" + maxBatch);
        }
        if (tileSide < SMALLEST_TILE) {
            throw new IllegalArgumentException(
                    "expected tiles of at least " + SMALLEST_TILE + " pixels a side, found tileSide=" + tileSide);
        }
    }

    /** With tiles of the usual size. */
    public SessionSettings(Provider provider, int intraOpThreads, int maxBatch) {
        this(provider, intraOpThreads, maxBatch, USUAL_TILE_SIDE);
    }

    /** The same, with one thread an inference. */
    public SessionSettings withOneThread() {
        return new SessionSettings(provider, 1, maxBatch, tileSide);
    }

    /** On the CPU, with one thread: for evaluations and tests. */
    public static SessionSettings cpu(int intraOpThreads) {
        return new SessionSettings(Provider.CPU, intraOpThreads, 64);
    }
}
