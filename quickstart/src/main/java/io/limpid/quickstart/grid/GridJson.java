package io.limpid.quickstart.grid;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.quickstart.training.Better;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A grid's result for programs. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record GridJson(
        String name,
        String folder,
        String by,
        Better better,
        @Nullable Point best,
        Map<String, String> reportedBest,
        List<Point> points) {
    /** {@code reduced}: whether less was trained than the recipe says. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Point(
            Map<String, String> parameters,
            GridPoint.State state,
            boolean reduced,
            String run,
            Map<String, Double> metrics,
            String message) {
        static Point of(GridPoint point) {
            return new Point(
                    point.parameters(),
                    point.state(),
                    point.extent().isReduced(),
                    point.run(),
                    point.metrics(),
                    point.message());
        }
    }

    /** One line. The points come best first. */
    static String line(GridState state, Path folder) {
        GridDefinition definition = state.definition();
        GridJson result = new GridJson(
                definition.name(),
                folder.toString(),
                definition.by(),
                definition.better(),
                state.best().map(Point::of).orElse(null),
                definition.reported().best(),
                state.ranked().stream().map(Point::of).toList());
        try {
            return new ObjectMapper().writeValueAsString(result);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and numbers have a JSON form", impossible);
        }
    }
}
