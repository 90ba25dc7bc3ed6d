package io.limpid.quickstart.grid;

import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.training.Better;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small grids for tests, and a console that can be read. */
final class Grids {
    final ByteArrayOutputStream said = new ByteArrayOutputStream();

    static GridDefinition definition(Object... keysAndValues) {
        Map<String, List<String>> over = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            over.put((String) keysAndValues[i], List.of(((String) keysAndValues[i + 1]).split(",")));
        }
        return new GridDefinition(
                "small",
                "recipes/a-recipe.yaml",
                "0a",
                over,
                Map.of(),
                Map.of("epochs", "2"),
                "mse_denoised",
                Better.LOWER,
                GridDefinition.Reported.NOTHING);
    }

    Console console() {
        return new Console(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    }

    String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
