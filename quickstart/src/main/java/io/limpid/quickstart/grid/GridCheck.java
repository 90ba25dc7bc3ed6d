package io.limpid.quickstart.grid;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.training.TrainingRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Refuses a grid of which a point can't be trained as it is written, before anything is begun. */
public final class GridCheck {
    private static final int MOST_TOLD = 5;

    private final Function<List<TrainingRequest>, List<String>> problems;

    /** @param problems tells what is wrong with each of these trainings; empty texts where nothing is */
    public GridCheck(Function<List<TrainingRequest>, List<String>> problems) {
        this.problems = requireNonNull(problems, "problems");
    }

    /**
     * Asks about all points at once.
     *
     * @param origin where the grid is written, such as {@code grid mine.yaml}
     * @param lines of the grid's file, to name the one at fault; empty where there is no file
     * @throws CommandFailure naming each problem once: its line and key, the points that have it, and what is allowed
     */
    public void check(GridDefinition definition, Path runs, String origin, List<String> lines) {
        List<Map<String, String>> points = definition.points();
        List<String> found = problems.apply(points.stream()
                .map(point -> GridRun.request(definition, point, runs))
                .toList());
        Map<String, List<String>> pointsByProblem = new LinkedHashMap<>();
        for (int i = 0; i < points.size(); i++) {
            if (!found.get(i).isEmpty()) {
                pointsByProblem
                        .computeIfAbsent(found.get(i), problem -> new ArrayList<>())
                        .add(GridPoint.pending(points.get(i)).label());
            }
        }
        if (!pointsByProblem.isEmpty()) {
            throw refusal(definition, origin, lines, pointsByProblem);
        }
    }

    private static CommandFailure refusal(
            GridDefinition definition, String origin, List<String> lines, Map<String, List<String>> pointsByProblem) {
        StringBuilder message = new StringBuilder(origin + ": nothing was begun");
        pointsByProblem.entrySet().stream().limit(MOST_TOLD).forEach(each -> message.append("; ")
                .append(line(each.getKey(), definition, lines))
                .append(who(each.getValue(), definition.points().size()))
                .append(": ")
                .append(each.getKey()));
        if (pointsByProblem.size() > MOST_TOLD) {
            message.append("; and ").append(pointsByProblem.size() - MOST_TOLD).append(" more");
        }
        return CommandFailure.badInput(message.toString(), "correct it and give the same command again");
    }

    private static String who(List<String> labels, int points) {
        return labels.size() == points && points > 1
                ? "all " + points + " points"
                : labels.size() == 1 ? labels.get(0) : labels.size() + " points, the first " + labels.get(0);
    }

    /** Where the key that the problem speaks of stands in the grid's file; empty where it stands in the recipe only. */
    private static String line(String problem, GridDefinition definition, List<String> lines) {
        for (String key : definition.keys()) {
            Pattern word = Pattern.compile("(?<![\\w./-])" + Pattern.quote(key) + "(?![\\w./-])");
            for (int i = 0; i < lines.size() && word.matcher(problem).find(); i++) {
                if (!lines.get(i).startsWith("#") && word.matcher(lines.get(i)).find()) {
                    return "line " + (i + 1) + ": ";
                }
            }
        }
        return "";
    }
}
