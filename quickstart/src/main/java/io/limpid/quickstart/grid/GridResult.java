package io.limpid.quickstart.grid;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.console.Numbers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells how a grid went. */
public final class GridResult {
    private static final int MOST_NAMED = 3;

    private final GridState state;
    private final GridFolder folder;

    public GridResult(GridState state, GridFolder folder) {
        this.state = state;
        this.folder = folder;
    }

    /**
     * The table, best first, and where the page is.
     *
     * @param json whether one line of JSON ends it
     * @throws CommandFailure naming the points that failed, after all has been told
     */
    public void tell(Console console, boolean json) {
        new GridTable(state).lines().forEach(console::line);
        state.best()
                .ifPresent(best -> console.line("best: %s, %s %s, run %s"
                        .formatted(
                                best.label(), state.definition().by(), Numbers.text(state.value(best)), best.run())));
        Map<String, String> reported = state.definition().reported().best();
        if (!reported.isEmpty()) {
            console.line("reported best: " + GridPoint.pending(reported).label());
        }
        console.line("page with pictures: " + folder.page());
        if (json) {
            console.line(GridJson.line(state, folder.path()));
        }
        complain();
    }

    private void complain() {
        if (!state.failed().isEmpty()) {
            throw CommandFailure.failed(
                    "%d of %d points failed: %s"
                            .formatted(state.failed().size(), state.points().size(), failures()),
                    "the same command tries those again; with other values and --new another grid begins beside this one");
        }
        if (state.best().isEmpty()) {
            throw CommandFailure.failed(
                    "no point has the metric " + state.definition().by() + "; they have "
                            + String.join(", ", state.points().get(0).metrics().keySet()),
                    "the same command with --by and one of these ranks them without training anything");
        }
    }

    /** Reasons with the points they are the reason of: often one is that of all. */
    private String failures() {
        Map<String, List<GridPoint>> byReason = state.failed().stream()
                .collect(Collectors.groupingBy(
                        point -> point.message().lines().findFirst().orElse(""), TreeMap::new, Collectors.toList()));
        return byReason.entrySet().stream()
                .map(each -> named(each.getValue()) + ": " + each.getKey())
                .collect(Collectors.joining("; "));
    }

    private String named(List<GridPoint> points) {
        return points.size() > MOST_NAMED
                ? points.size() + " of them"
                : points.stream().map(GridPoint::label).collect(Collectors.joining(", "));
    }
}
