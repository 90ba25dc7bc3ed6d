package io.limpid.quickstart.systems;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.quickstart.training.RecipeBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds runs that need not be done again: the whole of the very recipe. */
final class FinishedRuns {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Double>> METRICS = new TypeReference<>() {};

    private final Path runs;

    FinishedRuns(Path runs) {
        this.runs = runs;
    }

    /** The latest run of the recipe as it is now, with all its epochs and images. */
    Optional<TrainedSystem> whole(RecipeBook.Entry recipe) {
        return folders(recipe.name()).stream()
                .filter(folder -> recipe.text().equals(text(folder.resolve("recipe.yaml"))))
                .filter(folder -> text(folder.resolve("status.json")).contains("\"finished\""))
                .map(folder -> read(recipe, folder))
                .filter(trained -> !trained.isReduced())
                .findFirst();
    }

    /** Newest first. */
    private List<Path> folders(String name) {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(runs)) {
            return all.filter(folder ->
                            folder.getFileName().toString().matches("[0-9]{8}-[0-9]{6}-" + name + "(-[0-9]+)?"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can't list " + runs, unreadable);
        }
    }

    static TrainedSystem read(RecipeBook.Entry recipe, Path folder) {
        try {
            return new TrainedSystem(
                    recipe,
                    folder,
                    JSON.readValue(folder.resolve("metrics.json").toFile(), METRICS),
                    0);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can't read the figures of run " + folder, unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            return "";
        }
    }
}
