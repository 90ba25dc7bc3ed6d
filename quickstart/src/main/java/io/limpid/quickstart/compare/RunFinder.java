package io.limpid.quickstart.compare;

import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the runs that are named: by id, by folder, or by recipe. */
public final class RunFinder {
    private static final int SUGGESTED = 3;

    private final Path runs;

    /** @param runs where ids are looked up */
    public RunFinder(Path runs) {
        this.runs = runs;
    }

    /** @throws CommandFailure naming what comes nearest, when there is none */
    Path find(String named) {
        return maybe(named).orElseThrow(() -> unknown(named));
    }

    /**
     * The folder of a run; empty where there is none.
     *
     * @param named an id, a folder as it is typed, or a recipe's name, which means its latest run, of those with figures where there are some
     */
    public Optional<Path> maybe(String named) {
        return folder(named).or(() -> latest(named));
    }

    /**
     * The folder of a run that is to go on, which a recipe's name does not tell.
     *
     * @param named an id, or a folder as it is typed
     * @throws CommandFailure when there is none, or it is no run's
     */
    public Path findOne(String named) {
        Path folder = folder(named).orElseThrow(() -> unknown(named));
        if (!Files.isRegularFile(folder.resolve("recipe.yaml"))) {
            throw CommandFailure.badInput(
                    folder + " is no folder of a run that began: it has no recipe.yaml",
                    "name a run by its id or its folder; ls " + runs + " lists them");
        }
        return folder;
    }

    private Optional<Path> folder(String named) {
        return Stream.of(runs.resolve(named), Path.of(named).toAbsolutePath())
                .filter(Files::isDirectory)
                .map(Path::normalize)
                .findFirst();
    }

    /** The latest run of a recipe that has figures; where none has, the latest. */
    private Optional<Path> latest(String recipe) {
        List<Path> ofRecipe = folders().stream()
                .filter(folder -> folder.getFileName().toString().contains(recipe))
                .filter(folder -> RunReader.recipeName(folder).equals(recipe))
                .toList();
        return ofRecipe.stream()
                .filter(folder -> Files.exists(folder.resolve("metrics.json")))
                .findFirst()
                .or(() -> ofRecipe.stream().findFirst());
    }

    private CommandFailure unknown(String named) {
        List<String> nearest = folders().stream()
                .flatMap(folder -> Stream.of(folder.getFileName().toString(), RunReader.recipeName(folder)))
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted(Comparator.comparingInt(
                        name -> LevenshteinDistance.getDefaultInstance().apply(name, named)))
                .limit(SUGGESTED)
                .toList();
        return CommandFailure.badInput(
                "there is no run " + named + " in " + runs,
                nearest.isEmpty() ? "train one with ./limpid train" : "nearest are " + String.join(", ", nearest));
    }

    /** Newest first. */
    private List<Path> folders() {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(runs)) {
            return all.filter(Files::isDirectory)
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .toList();
        } catch (IOException failure) {
            throw CommandFailure.failed("the runs folder " + runs + " can't be listed: " + failure, "", failure);
        }
    }
}
