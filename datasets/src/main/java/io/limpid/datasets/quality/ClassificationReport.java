package io.limpid.datasets.quality;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How often a classifier was right, by class: precision, recall, F1 and support. Mutable; not thread-safe. */
public final class ClassificationReport {
    private final List<String> labels;
    /** By true class, then by predicted class. */
    private final int[][] counts;

    public ClassificationReport(List<String> labels) {
        this.labels = List.copyOf(labels);
        this.counts = new int[labels.size()][labels.size()];
    }

    public void add(int trueClass, int predictedClass) {
        counts[trueClass][predictedClass]++;
    }

    /** The names of the classes, by index. */
    public List<String> labels() {
        return labels;
    }

    /** A copy of the counts, by true class, then by predicted class. */
    public double[][] confusion() {
        return Arrays.stream(counts)
                .map(row -> Arrays.stream(row).asDoubleStream().toArray())
                .toArray(double[][]::new);
    }

    public int count(int trueClass, int predictedClass) {
        return counts[trueClass][predictedClass];
    }

    /** How many images of that class there were. */
    public int support(int label) {
        int sum = 0;
        for (int count : counts[label]) {
            sum += count;
        }
        return sum;
    }

    public int total() {
        int sum = 0;
        for (int label = 0; label < labels.size(); label++) {
            sum += support(label);
        }
        return sum;
    }

    /** The share that was right; 0 when nothing was counted. */
    public double accuracy() {
        int right = 0;
        for (int label = 0; label < labels.size(); label++) {
            right += counts[label][label];
        }
        return ratio(right, total());
    }

    /** Of those called so, the share that were; 0 when none was. */
    public double precision(int label) {
        int called = 0;
        for (int[] row : counts) {
            called += row[label];
        }
        return ratio(counts[label][label], called);
    }

    /** Of those that were, the share called so; 0 when none was. */
    public double recall(int label) {
        return ratio(counts[label][label], support(label));
    }

    /** The harmonic mean of precision and recall. */
    public double f1(int label) {
        double sum = precision(label) + recall(label);
        return sum == 0 ? 0 : 2 * precision(label) * recall(label) / sum;
    }

    private static double ratio(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** The usual table: a line a class, then accuracy, macro average and weighted average. */
    public String table() {
        StringBuilder text = new StringBuilder(line("", "precision", "recall", "f1-score", "support"));
        double[] macro = new double[3];
        double[] weighted = new double[3];
        for (int label = 0; label < labels.size(); label++) {
            double[] row = {precision(label), recall(label), f1(label)};
            for (int i = 0; i < row.length; i++) {
                macro[i] += row[i] / labels.size();
                weighted[i] += row[i] * ratio(support(label), total());
            }
            text.append(line(labels.get(label), row, support(label)));
        }
        text.append(line("accuracy", "", "", number(accuracy()), Integer.toString(total())));
        text.append(line("macro avg", macro, total()));
        return text.append(line("weighted avg", weighted, total())).toString();
    }

    private static String line(String name, double[] row, int support) {
        return line(name, number(row[0]), number(row[1]), number(row[2]), Integer.toString(support));
    }

    private static String line(String name, String... cells) {
        return String.format(Locale.ROOT, "%14s %9s %9s %9s %9s%n", name, cells[0], cells[1], cells[2], cells[3]);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
