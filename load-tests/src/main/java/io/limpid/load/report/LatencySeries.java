package io.limpid.load.report;

import io.limpid.load.run.Outcome;
import io.limpid.load.stream.Ledger;
import io.limpid.load.stream.Timetable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Latencies, from when each image was due until its label was read, and rates, over the time of a run. */
final class LatencySeries {
    private static final int MOST_BUCKETS = 400;
    private static final long HIGHEST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;

    private final Timetable timetable;
    private final Ledger ledger;
    private final double seconds;
    private final double width;
    private final int[] labelled;

    /**
     * Some of the images that were due one after the other.
     *
     * @param second at its middle
     * @param median in milliseconds, as the next two; NaN where none was labelled
     * @param p99 in milliseconds
     * @param max in milliseconds
     * @param due images a second
     * @param answered labels a second that came in this time
     */
    record Bucket(double second, double median, double p99, double max, double due, double answered) {}

    LatencySeries(Outcome outcome) {
        this.timetable = outcome.plan().timetable();
        this.ledger = outcome.plan().ledger();
        this.seconds = Math.max(1, outcome.seconds());
        this.width = Math.max(1, Math.ceil(seconds / MOST_BUCKETS));
        this.labelled =
                IntStream.range(0, timetable.count()).filter(ledger::isLabelled).toArray();
    }

    /** How many were labelled. */
    int count() {
        return labelled.length;
    }

    private double millis(int number) {
        return Math.max(0, ledger.labelledNanos(number) - timetable.dueNanos(number)) / 1e6;
    }

    /** Of all, in microseconds. */
    Histogram micros() {
        Histogram histogram = new Histogram(HIGHEST_MICROS, DIGITS);
        for (int number : labelled) {
            histogram.recordValue(Math.min(HIGHEST_MICROS, (long) (1000 * millis(number))));
        }
        return histogram;
    }

    /** Of the median, from the second quarter of the images to the last. */
    double growthPercent() {
        return Medians.growthPercent(quarter(1), quarter(3));
    }

    private double[] quarter(int quarter) {
        int size = labelled.length / 4;
        return Arrays.stream(labelled, quarter * size, (quarter + 1) * size)
                .mapToDouble(this::millis)
                .toArray();
    }

    List<Bucket> buckets() {
        int count = (int) Math.ceil(seconds / width);
        List<List<Double>> latencies = new ArrayList<>();
        int[] answered = new int[count];
        for (int i = 0; i < count; i++) {
            latencies.add(new ArrayList<>());
        }
        for (int number : labelled) {
            latencies.get(bucket(timetable.dueNanos(number), count)).add(millis(number));
            answered[bucket(ledger.labelledNanos(number), count)]++;
        }
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] sorted = latencies.get(i).stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            int due = timetable.dueBy((long) (1e9 * width * (i + 1))) - timetable.dueBy((long) (1e9 * width * i));
            buckets.add(new Bucket(
                    width * (i + 0.5),
                    at(sorted, 0.5),
                    at(sorted, 0.99),
                    at(sorted, 1),
                    due / width,
                    answered[i] / width));
        }
        return buckets;
    }

    private int bucket(long nanos, int count) {
        return (int) Math.min(count - 1, nanos / 1e9 / width);
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    /** Latencies at 0, 90, 99, 99.9 per cent and between: x counts the nines, y is in milliseconds. */
    List<double[]> percentiles() {
        Histogram micros = micros();
        double most = Math.log10(Math.max(10, micros.getTotalCount()));
        return DoubleStream.iterate(0, nines -> nines <= most, nines -> nines + 0.1)
                .mapToObj(nines ->
                        new double[] {nines, micros.getValueAtPercentile(100 - 100 * Math.pow(10, -nines)) / 1e3})
                .toList();
    }
}
