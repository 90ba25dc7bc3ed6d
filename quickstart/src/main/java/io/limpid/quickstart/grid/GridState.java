package io.limpid.quickstart.grid;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A grid and all of its points, as {@code grid.json} keeps them. */
public record GridState(GridDefinition definition, List<GridPoint> points) {
    public GridState {
        requireNonNull(definition, "definition");
        points = List.copyOf(points);
    }

    static GridState fresh(GridDefinition definition) {
        return new GridState(
                definition, definition.points().stream().map(GridPoint::pending).toList());
    }

    GridState with(int index, GridPoint point) {
        List<GridPoint> changed = new ArrayList<>(points);
        changed.set(index, point);
        return new GridState(definition, changed);
    }

    /** The same points, ranked as that definition says. */
    public GridState rankedAs(GridDefinition now) {
        return new GridState(now, points);
    }

    @JsonIgnore
    boolean isFinished() {
        return points.stream().allMatch(GridPoint::isDone);
    }

    @JsonIgnore
    boolean isHalfDone() {
        return !isFinished() && points.stream().anyMatch(GridPoint::isDone);
    }

    /** The places of the points that are to be trained: all but those done. */
    public List<Integer> open() {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (!points.get(i).isDone()) {
                open.add(i);
            }
        }
        return open;
    }

    /** The points best first; those without the metric come after, then those that failed, then those to come. */
    List<GridPoint> ranked() {
        return points.stream()
                .sorted(Comparator.comparingInt(GridState::place)
                        .thenComparing(this::value, definition.better()::compare))
                .toList();
    }

    private static int place(GridPoint point) {
        return switch (point.state()) {
            case DONE -> 0;
            case FAILED -> 1;
            case RUNNING, PENDING -> 2;
        };
    }

    double value(GridPoint point) {
        return point.metric(definition.by());
    }

    /** The best so far. */
    Optional<GridPoint> best() {
        return ranked().stream()
                .filter(point -> point.isDone() && Double.isFinite(value(point)))
                .findFirst();
    }

    List<GridPoint> failed() {
        return points.stream()
                .filter(point -> point.state() == GridPoint.State.FAILED)
                .toList();
    }
}
