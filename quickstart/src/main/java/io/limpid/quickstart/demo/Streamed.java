package io.limpid.quickstart.demo;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The part of a demo that ran on the stream.
 *
 * @param provider the denoiser's execution provider; empty where it was not seen
 * @param denoiserReadySeconds from its second start until it was ready; NaN where it was not started again
 * @param memoryMebibytes resident memory by service, under load; empty where it was not seen
 */
record Streamed(
        Timetable timetable,
        Collected collected,
        String provider,
        double denoiserReadySeconds,
        Map<String, Long> memoryMebibytes) {
    private static final double MICROS_A_MILLI = TimeUnit.MILLISECONDS.toMicros(1);

    Streamed {
        memoryMebibytes = Map.copyOf(memoryMebibytes);
    }

    double imagesPerSecond() {
        return timetable.burstPerSecond(collected.labels());
    }

    Figures.Latency latency() {
        Histogram micros = timetable.latencyMicros(collected.labels());
        return new Figures.Latency(
                micros.getValueAtPercentile(50) / MICROS_A_MILLI,
                micros.getValueAtPercentile(99) / MICROS_A_MILLI,
                micros.getMaxValue() / MICROS_A_MILLI);
    }
}
