package io.limpid.load.run;

import io.limpid.load.stream.Ledger;
import io.limpid.load.stream.Timetable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * When partitions were silent: for longer than {@link Recovery#LATE_SECONDS} no label came although an image was due whose label came
 * later. What was never labelled is not looked at: it is lost, and fails the run by itself.
 */
final class Outages {
    /** A partition's number is a byte in the ledger. */
    static final int MOST_PARTITIONS = 128;

    /** In the order of their beginnings. */
    private final List<Outage> outages;

    /** In seconds after the first phase's beginning. */
    private record Outage(double from, double to) {}

    private Outages(List<Outage> outages) {
        this.outages = outages;
    }

    static Outages of(Timetable timetable, Ledger ledger) {
        List<Outage> found = new ArrayList<>();
        IntStream.range(0, timetable.count())
                .filter(ledger::isLabelled)
                .boxed()
                .sorted(Comparator.comparingLong(ledger::labelledNanos))
                .collect(Collectors.groupingBy(ledger::partition))
                .values()
                .forEach(byLabel -> addSilences(byLabel, timetable, ledger, found));
        found.sort(Comparator.comparingDouble(Outage::from));
        return new Outages(found);
    }

    /** From the last label to the first, so that the earliest due of what is still to come is known. */
    private static void addSilences(List<Integer> byLabel, Timetable timetable, Ledger ledger, List<Outage> found) {
        double earliestDue = Double.POSITIVE_INFINITY;
        for (int at = byLabel.size() - 1; at >= 0; at--) {
            earliestDue = Math.min(earliestDue, timetable.dueNanos(byLabel.get(at)) / 1e9);
            double before = at == 0 ? 0 : ledger.labelledNanos(byLabel.get(at - 1)) / 1e9;
            double from = Math.max(before, earliestDue);
            double to = ledger.labelledNanos(byLabel.get(at)) / 1e9;
            if (to - from > Recovery.LATE_SECONDS) {
                found.add(new Outage(from, to));
            }
        }
    }

    /**
     * When the last outage that a fault brought about was over; the fault's beginning where it brought none. Its own are those that
     * began, before the next fault did, while it lasted or within {@link Recovery#LATE_SECONDS} of its end or of the end of one of its
     * own; what a service did between a kill's being told and its being done is no answer after it. One that was under way when the
     * fault began counts too: its partition was not answered before that one's end.
     *
     * @param next when the next fault began
     */
    double over(HappenedFault fault, double next) {
        double over = fault.beganSecond();
        for (Outage outage : outages) {
            double settled = Math.max(over, fault.endedSecond()) + Recovery.LATE_SECONDS;
            if (outage.to() > fault.beganSecond() && outage.from() < next && outage.from() <= settled) {
                over = Math.max(over, outage.to());
            }
        }
        return over;
    }
}
