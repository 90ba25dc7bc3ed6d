package io.limpid.quickstart.bench;

import java.util.List;

/**
 * What is measured, and for how long.
 *
 * @param seconds of each measurement, after the warm-up
 * @param warmUp seconds that what is measured may take to warm up; it takes less where Java's compilers come to rest before;
 *     three times as long before latency
 * @param rounds in which stream, ceiling and peers take turns
 * @param cores that all of it shares
 * @param provider of all models: cpu, cuda, tensorrt or auto
 * @param feedForward batch sizes of the feed-forward network; none leaves it out
 */
public record BenchPlan(int seconds, int warmUp, int rounds, int cores, String provider, List<Integer> feedForward) {
    /** Batch sizes at which ONNX Runtime alone is tried. */
    static final List<Integer> CEILING_BATCHES = List.of(1, 8, 32, 64, 128, 256, 512);

    /** Shares of what the stream can do at which latency is measured. */
    static final List<Integer> LOADS_PERCENT = List.of(10, 50, 80);

    private static final int BRIEF_WARM_UP = 15;

    public BenchPlan {
        if (seconds < 1 || warmUp < 1 || rounds < 1 || cores < 1) {
            throw new IllegalArgumentException("expected numbers of at least 1, found seconds=" + seconds + ", warmUp="
                    + warmUp + ", rounds=" + rounds + ", cores=" + cores);
        }
        feedForward = List.copyOf(feedForward);
    }

    /** For services that do so many images a second that Java has compiled what matters much sooner. */
    BenchPlan warmingUpBriefly() {
        return new BenchPlan(seconds, Math.min(warmUp, BRIEF_WARM_UP), rounds, cores, provider, feedForward);
    }
}
