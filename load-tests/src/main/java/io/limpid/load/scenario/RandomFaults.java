package io.limpid.load.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Faults at random moments: the time is cut into equal parts with one fault somewhere in the first half of each, so that what one
 * has done is over when the next begins. Targets take turns, in a random order.
 *
 * @param kind of all
 * @param times how many
 * @param from second after which the first part begins
 * @param to second at which the last part ends
 * @param targets to choose from
 * @param seconds how long each lasts
 */
public record RandomFaults(FaultKind kind, int times, double from, double to, List<String> targets, double seconds) {
    private static final int MOST = 1000;

    public RandomFaults {
        Fault.require(times >= 1 && times <= MOST, "times of 1 to " + MOST, times);
        Fault.require(from >= 0 && to > from, "'to' after 'from'", from + " to " + to);
        Fault.require(!targets.isEmpty(), "at least one of targets", targets);
        Fault.require(kind != FaultKind.DELAY, "another random fault than delay", kind.word());
        targets = List.copyOf(targets);
        targets.forEach(target -> Fault.requireTarget(kind, target));
    }

    @JsonCreator
    static RandomFaults read(
            @Nullable FaultKind kind,
            @Nullable Integer times,
            @Nullable Double from,
            @Nullable Double to,
            @Nullable List<String> targets,
            @Nullable Double seconds) {
        return new RandomFaults(
                kind == null ? FaultKind.KILL : kind,
                times == null ? 1 : times,
                from == null ? 0 : from,
                to == null ? 0 : to,
                targets == null ? List.of() : targets,
                seconds == null ? 1 : seconds);
    }

    List<Fault> faults(Random random) {
        List<String> order = new ArrayList<>();
        while (order.size() < times) {
            List<String> round = new ArrayList<>(targets);
            Collections.shuffle(round, random);
            order.addAll(round);
        }
        double part = (to - from) / times;
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            double at = from + part * (i + random.nextDouble() / 2);
            faults.add(new Fault(at, kind, order.get(i), seconds, 0));
        }
        return faults;
    }

    RandomFaults moved(double time) {
        return new RandomFaults(kind, times, from * time, to * time, targets, seconds);
    }
}
