package io.limpid.trainer.training;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where the time of a training's steps goes. Not thread-safe. */
public final class PhaseTimes {
    /** The parts of a step. */
    public enum Phase {
        /** Waiting for the thread that reads images and makes noise. */
        DATA,
        FORWARD,
        BACKWARD,
        OPTIMISER
    }

    private final long[] nanos = new long[Phase.values().length];
    private long feederNanos;
    private long samples;
    private long last;

    /** Begins a step. */
    void start() {
        last = System.nanoTime();
    }

    /** What has passed since the last call belongs to this phase. */
    void end(Phase phase) {
        long now = System.nanoTime();
        nanos[phase.ordinal()] += now - last;
        last = now;
    }

    void samples(int count) {
        samples += count;
    }

    /** Processor time of the thread that makes the batches. */
    void feeder(long cpuNanos) {
        feederNanos += cpuNanos;
    }

    /** Of all steps, in seconds. */
    public double seconds() {
        long sum = 0;
        for (long each : nanos) {
            sum += each;
        }
        return sum / 1e9;
    }

    /** Whether any step was taken. */
    public boolean hasSamples() {
        return samples > 0;
    }

    public double imagesPerSecond() {
        return seconds() == 0 ? 0 : samples / seconds();
    }

    /**
     * Shares of the steps' time, by {@code share_} and the phase's name; {@code share_data_cpu} is the processor time spent on reading and
     * noise, beside the training, as a share of the same.
     */
    public Map<String, Double> shares() {
        Map<String, Double> shares = new LinkedHashMap<>();
        double all = Math.max(seconds(), 1e-9);
        for (Phase phase : Phase.values()) {
            shares.put("share_" + phase.name().toLowerCase(java.util.Locale.ROOT), nanos[phase.ordinal()] / 1e9 / all);
        }
        shares.put("share_data_cpu", feederNanos / 1e9 / all);
        return shares;
    }
}
