package io.limpid.quickstart.grid;

import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of all grids, {@code NAME-TIME} each. */
public final class GridFolders {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path grids;

    public GridFolders(Path grids) {
        this.grids = grids;
    }

    /**
     * The grid to work on: the one begun with the same definition, finished or not, else a new one.
     *
     * @throws CommandFailure when a grid of that name that is half done trains something else: its points would be left behind by accident
     */
    public GridFolder open(GridDefinition definition, Instant now) {
        List<GridFolder> ofName = named(definition.name());
        for (GridFolder folder : ofName) {
            if (folder.read().definition().differences(definition).isEmpty()) {
                return folder;
            }
        }
        Optional<GridFolder> unfinished =
                ofName.stream().filter(folder -> folder.read().isHalfDone()).findFirst();
        if (unfinished.isPresent()) {
            throw changed(unfinished.get(), unfinished.get().read().definition().differences(definition));
        }
        return create(definition, now);
    }

    private static CommandFailure changed(GridFolder folder, List<String> differences) {
        return CommandFailure.badInput(
                "the grid " + folder.path() + " is unfinished, and was begun otherwise: "
                        + String.join("; ", differences),
                wayOut(
                        folder.path().getFileName().toString(),
                        folder.read().failed().size()));
    }

    private static String wayOut(String name, int failed) {
        return failed == 0
                ? "finish it with --resume " + name + ", or begin another beside it with --new"
                : "begin another beside it with --new; --resume " + name + " tries the points of it that failed, "
                        + failed + ", again as they were";
    }

    /** Makes a new folder with all points to come. */
    public GridFolder create(GridDefinition definition, Instant now) {
        String name = definition.name() + "-" + TIME.format(now);
        Path path = grids.resolve(name);
        for (int i = 2; Files.exists(path); i++) {
            path = grids.resolve(name + "-" + i);
        }
        try {
            Files.createDirectories(path);
        } catch (IOException failure) {
            throw CommandFailure.failed("the folder " + path + " can't be made: " + failure, "", failure);
        }
        GridFolder folder = new GridFolder(path);
        folder.write(GridState.fresh(definition), grids);
        return folder;
    }

    /**
     * The grid of that folder name or path, as it was defined.
     *
     * @throws CommandFailure when there is none, or its recipe has been changed since
     */
    public GridFolder resume(String named) {
        GridFolder folder = new GridFolder(find(named));
        GridDefinition before = folder.read().definition();
        RecipeText recipe = RecipeText.read(Path.of(before.recipe()));
        if (!recipe.sha256().equals(before.recipeSha256())) {
            throw changed(folder, List.of("the content of the recipe " + before.recipe()));
        }
        return folder;
    }

    private Path find(String named) {
        for (Path candidate : new Path[] {grids.resolve(named), Path.of(named).toAbsolutePath()}) {
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        String known = String.join(
                ", ",
                all().stream()
                        .limit(5)
                        .map(each -> each.getFileName().toString())
                        .toList());
        throw CommandFailure.badInput(
                "there is no grid " + named, known.isEmpty() ? "none is in " + grids : "the latest are " + known);
    }

    /** Newest first. */
    private List<GridFolder> named(String name) {
        return all().stream()
                .filter(path -> path.getFileName().toString().matches("\\Q" + name + "\\E-[0-9]{8}-[0-9]{6}(-[0-9]+)?"))
                .map(GridFolder::new)
                .toList();
    }

    private List<Path> all() {
        if (!Files.isDirectory(grids)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(grids)) {
            return paths.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException failure) {
            throw CommandFailure.failed("the folder " + grids + " can't be listed: " + failure, "", failure);
        }
    }
}
