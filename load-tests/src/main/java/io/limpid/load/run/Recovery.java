package io.limpid.load.run;

import io.limpid.load.stream.Ledger;
import io.limpid.load.stream.Timetable;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** How soon the stream was itself again after a fault. */
public final class Recovery {
    /** An answer that took longer is late, in seconds. */
    public static final double LATE_SECONDS = 1;

    private static final double NOT_SEEN = Double.POSITIVE_INFINITY;

    private final Timetable timetable;
    private final Ledger ledger;
    private final List<HappenedFault> faults;
    private final Outages outages;

    /**
     * What is known of a fault.
     *
     * @param secondsToAnswers from a kill, or from the end of another fault, until each partition had answered an image that was due
     *     after the fault's beginning, and none was silent any more: see {@link Outages#over}. An outage that lasts into the next fault
     *     counts in full. Empty where nothing that was due from this fault until the next was answered
     * @param secondsToCalm until the last answer that took longer than {@link #LATE_SECONDS}, of those that had taken so long when the
     *     next fault began; 0 where there was none
     */
    public record After(HappenedFault fault, OptionalDouble secondsToAnswers, double secondsToCalm) {}

    Recovery(Outcome outcome) {
        this.timetable = outcome.plan().timetable();
        this.ledger = outcome.plan().ledger();
        this.faults = outcome.faults().stream()
                .sorted((one, other) -> Double.compare(one.beganSecond(), other.beganSecond()))
                .toList();
        this.outages = Outages.of(timetable, ledger);
    }

    /** Of each fault, in the order of their beginnings. */
    public static List<After> of(Outcome outcome) {
        Recovery recovery = new Recovery(outcome);
        return recovery.faults.stream().map(recovery::after).toList();
    }

    private After after(HappenedFault fault) {
        double next = faults.stream()
                .mapToDouble(HappenedFault::beganSecond)
                .filter(second -> second > fault.beganSecond())
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        double from = fault.recoveryCountsFrom();
        OptionalDouble answered = answered(fault.beganSecond(), next);
        double over = outages.over(fault, next);
        return new After(
                fault,
                answered.isPresent()
                        ? OptionalDouble.of(Math.max(0, Math.max(answered.getAsDouble(), over) - from))
                        : answered,
                Math.max(0, calm(fault, next) - from));
    }

    /** When each partition had given an answer to what was due from then on; empty where it never gave one. */
    private OptionalDouble answered(double began, double next) {
        double[] first = new double[Outages.MOST_PARTITIONS];
        Arrays.fill(first, NOT_SEEN);
        for (int i = 0; i < timetable.count(); i++) {
            double due = timetable.dueNanos(i) / 1e9;
            if (due >= began && due < next && ledger.isLabelled(i)) {
                int partition = ledger.partition(i);
                first[partition] = Math.min(first[partition], ledger.labelledNanos(i) / 1e9);
            }
        }
        return Arrays.stream(first).filter(second -> second != NOT_SEEN).max();
    }

    /** When the last late answer came of those that were late, if not there, before the next fault began. */
    private double calm(HappenedFault fault, double next) {
        double calm = fault.recoveryCountsFrom();
        for (int i = 0; i < timetable.count(); i++) {
            if (ledger.isLabelled(i)) {
                double lateFrom = timetable.dueNanos(i) / 1e9 + LATE_SECONDS;
                double labelled = ledger.labelledNanos(i) / 1e9;
                if (labelled >= fault.beganSecond() && labelled > lateFrom && lateFrom < next) {
                    calm = Math.max(calm, labelled);
                }
            }
        }
        return calm;
    }
}
