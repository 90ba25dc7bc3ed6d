package io.limpid.quickstart.grid;

import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;

/** Divides a time among the points that are left, and tells how long they will take. */
final class GridBudget {
    private static final double LEAST_SECONDS = 2;
    /** What loading, measuring and exporting take, until a point has shown it. */
    private static final double OVERHEAD_SECONDS = 10;

    private final DoubleSupplier clock;
    private final OptionalDouble end;

    /**
     * @param clock in seconds
     * @param seconds for all that is left; none for as long as it takes
     */
    GridBudget(DoubleSupplier clock, OptionalDouble seconds) {
        this.clock = clock;
        this.end = seconds.isPresent()
                ? OptionalDouble.of(clock.getAsDouble() + seconds.getAsDouble())
                : OptionalDouble.empty();
    }

    double now() {
        return clock.getAsDouble();
    }

    /** What the next training itself may take, in seconds, so that the others get as much; empty for as long as it takes. */
    OptionalDouble share(GridState state) {
        if (end.isEmpty()) {
            return end;
        }
        double overhead = state.points().stream()
                .filter(GridPoint::isDone)
                .mapToDouble(point -> point.seconds() - point.metric("train_seconds"))
                .filter(Double::isFinite)
                .average()
                .orElse(OVERHEAD_SECONDS);
        double whole = (end.getAsDouble() - now()) / Math.max(1, state.open().size());
        return OptionalDouble.of(Math.max(LEAST_SECONDS, whole - overhead));
    }

    /** How long the rest will take, in seconds, going by the points done; empty before the first. */
    OptionalDouble left(GridState state) {
        OptionalDouble mean = state.points().stream()
                .filter(GridPoint::isDone)
                .mapToDouble(GridPoint::seconds)
                .average();
        return mean.isEmpty()
                ? mean
                : OptionalDouble.of(mean.getAsDouble() * state.open().size());
    }
}
