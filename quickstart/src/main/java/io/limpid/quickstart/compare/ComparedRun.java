package io.limpid.quickstart.compare;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.training.Extent;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run's folder tells.
 *
 * @param state running, finished, stopped or failed; empty where the folder doesn't say
 * @param recipe as it was run: values by key path, such as {@code network.latent}
 * @param recipeText the same as it stands in the folder
 * @param metrics numbers by name; empty before the run has ended
 * @param provenance facts about the model, by name
 */
record ComparedRun(
        Path folder,
        String state,
        Map<String, String> recipe,
        String recipeText,
        Map<String, Double> metrics,
        History history,
        Map<String, String> provenance) {
    ComparedRun {
        requireNonNull(folder, "folder");
        requireNonNull(state, "state");
        requireNonNull(recipeText, "recipeText");
        requireNonNull(history, "history");
        recipe = Collections.unmodifiableMap(new LinkedHashMap<>(recipe));
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    String id() {
        return folder.getFileName().toString();
    }

    /** State and extent in words: {@code finished, REDUCED: 2 of 15 epochs}. */
    String status() {
        String trained = Extent.of(metrics).text();
        String known = state.isEmpty() ? "state unknown" : state;
        return trained.isEmpty() ? known : known + ", " + trained;
    }
}
