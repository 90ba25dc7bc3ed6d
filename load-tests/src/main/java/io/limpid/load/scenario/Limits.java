package io.limpid.load.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * What a run must keep to, beside the promises: nothing lost, nothing doubled, order kept. Of those left out nothing is asked.
 *
 * @param recoverySeconds at most from a kill, or from the end of another fault, until all partitions are answered again
 * @param memoryGrowthPercent at most by which a process's memory in the last quarter is above that in the second
 * @param latencyGrowthPercent at most by which the median latency in the last quarter is above that in the second
 */
public record Limits(
        @Nullable Double recoverySeconds,
        @Nullable Double memoryGrowthPercent,
        @Nullable Double latencyGrowthPercent) {
    static final Limits NONE = new Limits(null, null, null);

    public Limits {
        requireAboveZero("recoverySeconds", recoverySeconds);
        requireAboveZero("memoryGrowthPercent", memoryGrowthPercent);
        requireAboveZero("latencyGrowthPercent", latencyGrowthPercent);
    }

    @JsonCreator
    static Limits read(
            @Nullable Double recoverySeconds,
            @Nullable Double memoryGrowthPercent,
            @Nullable Double latencyGrowthPercent) {
        return new Limits(recoverySeconds, memoryGrowthPercent, latencyGrowthPercent);
    }

    private static void requireAboveZero(String name, @Nullable Double value) {
        if (value != null && !(value > 0)) {
            throw new IllegalArgumentException("limits: expected " + name + " above 0, found " + value);
        }
    }
}
