package io.limpid.load.run;

import io.limpid.load.scenario.Scenario;
import io.limpid.load.stream.Ledger;
import io.limpid.load.stream.LoadImages;
import io.limpid.load.stream.Timetable;
import io.limpid.load.stream.Verdict;
import java.util.List;
import java.util.Map;

/**
 * All that a run left behind.
 *
 * @param runsOn processes or containers
 * @param seconds from the first image until the last answer
 * @param stored images that the broker took
 * @param memory by node
 * @param incidents what went otherwise than planned
 */
public record Outcome(
        Scenario scenario,
        String runsOn,
        Plan plan,
        Verdict verdict,
        double seconds,
        int stored,
        List<HappenedFault> faults,
        Map<String, List<MemorySample>> memory,
        List<String> incidents) {
    /** What was planned, and what is known of each image. */
    public record Plan(LoadImages images, Timetable timetable, Ledger ledger) {}
}
