package io.limpid.load.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.limpid.load.run.MemorySample;
import io.limpid.load.run.Outcome;
import io.limpid.load.run.Recovery;
import io.limpid.load.scenario.Limits;
import io.limpid.load.stream.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a run showed.
 *
 * @param scenario its name
 * @param runsOn processes or containers
 * @param images planned
 * @param stored of them, by the broker
 * @param seconds from the first image until the last answer
 * @param lost see {@link Verdict#lost}
 * @param duplicated see {@link Verdict#duplicated}
 * @param outOfOrder see {@link Verdict#outOfOrder}
 * @param strangers see {@link Verdict#strangers}
 * @param deadLetters by reason
 * @param imagesPerSecond labelled, over all of the time
 * @param latency from when an image was due until its label was read
 * @param latencyGrowthPercent of the median, from the second quarter of the run to the last
 * @param memory by node
 * @param faults in the order of their beginnings
 * @param failures what makes the run a failed one, for people; empty where all was kept
 */
public record LoadFigures(
        String scenario,
        String runsOn,
        int images,
        int stored,
        double seconds,
        int lost,
        int duplicated,
        int outOfOrder,
        int strangers,
        Map<String, Integer> deadLetters,
        double imagesPerSecond,
        Latency latency,
        double latencyGrowthPercent,
        Map<String, Memory> memory,
        List<FaultFigures> faults,
        List<String> failures) {
    private static final ObjectMapper JSON =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    /** In milliseconds. */
    public record Latency(double p50, double p90, double p99, double p999, double max) {
        static Latency of(Histogram micros) {
            return new Latency(
                    millis(micros, 50),
                    millis(micros, 90),
                    millis(micros, 99),
                    millis(micros, 99.9),
                    micros.getMaxValue() / 1e3);
        }

        private static double millis(Histogram micros, double percentile) {
            return micros.getValueAtPercentile(percentile) / 1e3;
        }
    }

    /**
     * Of a process.
     *
     * @param median in MiB
     * @param max in MiB
     * @param growthPercent from the median of the run's second quarter to that of the last
     */
    public record Memory(double median, double max, double growthPercent) {}

    /**
     * A fault and what came after it.
     *
     * @param secondsToAnswers see {@link Recovery.After}; null where no image came after it
     * @param secondsToCalm see {@link Recovery.After}
     * @param remark for people; may be empty
     */
    public record FaultFigures(
            String fault,
            double atSecond,
            double seconds,
            @Nullable Double secondsToAnswers,
            double secondsToCalm,
            String remark) {}

    /** @param name of the scenario */
    public static LoadFigures of(String name, Outcome outcome) {
        Verdict verdict = outcome.verdict();
        LatencySeries latencies = new LatencySeries(outcome);
        Map<String, Memory> memory = new LinkedHashMap<>();
        outcome.memory().forEach((node, samples) -> memory.put(node, memory(samples, outcome.seconds())));
        LoadFigures figures = new LoadFigures(
                name,
                outcome.runsOn(),
                outcome.plan().images().count(),
                outcome.stored(),
                outcome.seconds(),
                verdict.lost(),
                verdict.duplicated(),
                verdict.outOfOrder(),
                verdict.strangers(),
                verdict.buriedFor(),
                latencies.count() / outcome.seconds(),
                Latency.of(latencies.micros()),
                latencies.growthPercent(),
                memory,
                Recovery.of(outcome).stream().map(LoadFigures::fault).toList(),
                List.of());
        return figures.with(figures.judged(outcome));
    }

    private static FaultFigures fault(Recovery.After after) {
        return new FaultFigures(
                after.fault().fault().toString(),
                after.fault().beganSecond(),
                after.fault().endedSecond() - after.fault().beganSecond(),
                after.secondsToAnswers().isPresent() ? after.secondsToAnswers().getAsDouble() : null,
                after.secondsToCalm(),
                after.fault().remark());
    }

    private static Memory memory(List<MemorySample> samples, double seconds) {
        double[] all = samples.stream().mapToDouble(MemorySample::mebibytes).toArray();
        double[] second = quarter(samples, seconds, 1);
        double[] last = quarter(samples, seconds, 3);
        return new Memory(Medians.of(all), Medians.most(all), Medians.growthPercent(second, last));
    }

    private static double[] quarter(List<MemorySample> samples, double seconds, int quarter) {
        return samples.stream()
                .filter(sample -> (int) (4 * sample.second() / seconds) == quarter)
                .mapToDouble(MemorySample::mebibytes)
                .toArray();
    }

    private List<String> judged(Outcome outcome) {
        List<String> failures = new ArrayList<>(outcome.incidents());
        Verdict verdict = outcome.verdict();
        if (!verdict.isClean()) {
            failures.add("%d lost, %d duplicated, %d out of order, %d where they don't belong, %d not published"
                    .formatted(lost, duplicated, outOfOrder, strangers, verdict.unpublished()));
        }
        Limits limits = outcome.scenario().limits();
        faults.stream()
                .filter(fault -> fault.secondsToAnswers() != null)
                .forEach(fault -> above(
                        failures,
                        "seconds from " + fault.fault() + " to answers",
                        fault.secondsToAnswers(),
                        limits.recoverySeconds()));
        memory.forEach((node, use) -> above(
                failures,
                "per cent of growth of the memory of " + node,
                use.growthPercent(),
                limits.memoryGrowthPercent()));
        above(
                failures,
                "per cent of growth of the median latency",
                latencyGrowthPercent,
                limits.latencyGrowthPercent());
        return failures;
    }

    private static void above(List<String> failures, String what, @Nullable Double found, @Nullable Double limit) {
        if (limit != null && Objects.requireNonNullElse(found, 0.0) > limit) {
            failures.add(String.format(Locale.ROOT, "%.1f %s, more than %.1f", found, what, limit));
        }
    }

    private LoadFigures with(List<String> found) {
        return new LoadFigures(
                scenario,
                runsOn,
                images,
                stored,
                seconds,
                lost,
                duplicated,
                outOfOrder,
                strangers,
                deadLetters,
                imagesPerSecond,
                latency,
                latencyGrowthPercent,
                memory,
                faults,
                found);
    }

    /** One line. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers have a JSON form", impossible);
        }
    }
}
