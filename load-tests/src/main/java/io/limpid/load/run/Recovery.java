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

    private static final int MOST_PARTITIONS = 128;
    private static final double NOT_SEEN = Double.POSITIVE_INFINITY;

    private final Timetable timetable;
    private final Ledger ledger;
    private final List<HappenedFault> faults;

    /**
     * What is known of a fault.
     *
     * @param secondsToAnswers from a kill, or from the end of another fault, until an image that was due after the fault's beginning
     *     was answered in each partition; empty where no image was due after it
     * @param secondsToCalm until the last answer before the next fault that took longer than {@link #LATE_SECONDS}; 0 where there was
     *     none
     */
    public record After(HappenedFault fault, OptionalDouble secondsToAnswers, double secondsToCalm) {}

    Recovery(Outcome outcome) {
        this.timetable = outcome.plan().timetable();
        this.ledger = outcome.plan().ledger();
        this.faults = outcome.faults().stream()
                .sorted((one, other) -> Double.compare(one.beganSecond(), other.beganSecond()))
                .toList();
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
        double[] first = new double[MOST_PARTITIONS];
        Arrays.fill(first, NOT_SEEN);
        double calm = fault.recoveryCountsFrom();
        for (int i = 0; i < timetable.count(); i++) {
            double due = timetable.dueNanos(i) / 1e9;
            if (due >= next || !ledger.isLabelled(i)) {
                continue;
            }
            double labelled = ledger.labelledNanos(i) / 1e9;
            if (due >= fault.beganSecond()) {
                int partition = ledger.partition(i);
                first[partition] = Math.min(first[partition], labelled);
            }
            if (labelled >= fault.beganSecond() && labelled < next && labelled - due > LATE_SECONDS) {
                calm = Math.max(calm, labelled);
            }
        }
        OptionalDouble last =
                Arrays.stream(first).filter(second -> second != NOT_SEEN).max();
        double from = fault.recoveryCountsFrom();
        return new After(
                fault,
                last.isPresent() ? OptionalDouble.of(Math.max(0, last.getAsDouble() - from)) : last,
                Math.max(0, calm - from));
    }
}
