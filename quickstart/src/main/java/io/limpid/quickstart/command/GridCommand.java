package io.limpid.quickstart.command;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.grid.GridCheck;
import io.limpid.quickstart.grid.GridDefinition;
import io.limpid.quickstart.grid.GridFile;
import io.limpid.quickstart.grid.GridFolder;
import io.limpid.quickstart.grid.GridFolders;
import io.limpid.quickstart.grid.GridResult;
import io.limpid.quickstart.grid.GridRun;
import io.limpid.quickstart.grid.GridState;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.ProcessLock;
import io.limpid.quickstart.process.Shutdown;
import io.limpid.quickstart.training.Better;
import io.limpid.quickstart.training.RecipeBook;
import io.limpid.quickstart.training.Training;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./limpid grid}: a recipe at every combination of some of its values. */
@Command(
        name = "grid",
        description = {
            "Train a recipe at every combination of some of its values, and show which is best.",
            "The same command again goes on where it was broken off, and tries again what failed."
        },
        sortOptions = false)
final class GridCommand implements Runnable {
    @Parameters(
            paramLabel = "GRID",
            arity = "0..1",
            description = "a YAML file, or the name of one in recipes/grids/; with --over a recipe")
    private @Nullable String grid;

    @Option(
            names = "--over",
            paramLabel = "KEY=VALUE,VALUE",
            description = "a value of the recipe to vary, such as network.depth=1,3,5; may be given several times")
    private List<String> over = new ArrayList<>();

    @Option(names = "--by", paramLabel = "METRIC", description = "ranks the points, such as psnr_denoised")
    private @Nullable String by;

    @Option(
            names = "--better",
            paramLabel = "WAY",
            description = "lower or higher, where the metric's name doesn't tell")
    private @Nullable String better;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "a value for all points, such as optimiser.learningRate=1e-3; may be given several times")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--epochs", description = "instead of the grid's or the recipe's")
    private @Nullable Integer epochs;

    @Option(names = "--limit", paramLabel = "N", description = "train on the first N images only")
    private @Nullable Integer limit;

    @Option(names = "--seed", description = "instead of the recipe's")
    private @Nullable Long seed;

    @Option(names = "--dataset", paramLabel = "NAME", description = "instead of the recipe's")
    private @Nullable String dataset;

    @Option(
            names = "--budget-seconds",
            paramLabel = "S",
            description = "for all points left; epochs are cut to fit, and the table says where")
    private @Nullable Double budgetSeconds;

    @Option(names = "--resume", paramLabel = "FOLDER", description = "go on with the grid of that folder in grids/")
    private @Nullable String resume;

    @Option(names = "--new", description = "begin anew, though one is there already")
    private boolean anew;

    @Option(names = "--runs", paramLabel = "DIR", description = "gets the runs' folders (default: runs)")
    private @Nullable Path runs;

    @Option(names = "--grids", paramLabel = "DIR", description = "gets the grid's folder (default: grids)")
    private @Nullable Path grids;

    @Option(names = "--json", description = "end with one line of JSON")
    private boolean json;

    private final Console console = Console.standard();
    private final Home home = Home.standard();

    @Override
    public void run() {
        check();
        GridFolder folder = folder(new GridFolders(grids == null ? home.grids() : grids.toAbsolutePath()));
        Path runsFolder = runs();
        try (ProcessLock lock = folder.lock()) {
            GridState begin = ranked(folder.read());
            console.step("grid %s: %d of %d points to train"
                    .formatted(
                            folder.path(), begin.open().size(), begin.points().size()));
            folder.write(begin, runsFolder);
            GridState end = train(begin, folder, runsFolder);
            new GridResult(end, folder).tell(console, json);
        }
    }

    private Path runs() {
        return runs == null ? home.runs() : runs.toAbsolutePath();
    }

    private GridState train(GridState begin, GridFolder folder, Path runsFolder) {
        GridRun run = new GridRun(
                new Training(home, console)::run,
                runsFolder,
                console,
                () -> System.nanoTime() / 1e9,
                Shutdown::hasBegun);
        OptionalDouble budget = budgetSeconds == null ? OptionalDouble.empty() : OptionalDouble.of(budgetSeconds);
        return run.run(begin, budget, each -> folder.write(each, runsFolder));
    }

    /** The points that are there, as they are to be ranked now: that may have changed since. */
    private GridState ranked(GridState found) {
        return found.rankedAs(resume == null ? definition() : ranked(found.definition(), Map.of(), Map.of()));
    }

    private void check() {
        if ((grid == null) == (resume == null)) {
            throw CommandFailure.badInput(
                    "expected either a grid or --resume FOLDER", "the grids at hand are in recipes/grids");
        }
        if (resume != null
                && (anew || !over.isEmpty() || !set.isEmpty() || !options().isEmpty())) {
            throw CommandFailure.badInput(
                    "a grid goes on as it was begun: --resume goes with --by, --better, --budget-seconds, --runs,"
                            + " --grids and --json only",
                    "");
        }
        if ((epochs != null && epochs < 1) || (limit != null && limit < 1)) {
            throw CommandFailure.badInput("expected --epochs and --limit of at least 1", "");
        }
        if (budgetSeconds != null && !(budgetSeconds > 0)) {
            throw CommandFailure.badInput("expected --budget-seconds of more than 0, found " + budgetSeconds, "");
        }
        if (dataset != null) {
            dataset = DataSetOption.trainable(dataset);
        }
    }

    private GridFolder folder(GridFolders folders) {
        if (resume != null) {
            return folders.resume(resume);
        }
        GridDefinition wanted = definition();
        check(wanted);
        return anew ? folders.create(wanted, Instant.now()) : folders.open(wanted, Instant.now());
    }

    private void check(GridDefinition wanted) {
        boolean fromFile = over.isEmpty();
        new GridCheck(new RecipeBook(home)::problems)
                .check(
                        wanted,
                        runs(),
                        "grid " + (fromFile ? file() : wanted.name()),
                        fromFile ? GridFile.lines(file()) : List.of());
    }

    private GridDefinition definition() {
        GridDefinition defined = over.isEmpty() ? GridFile.read(file()) : GridFile.of(home.recipe(grid), over);
        return ranked(defined, set, options());
    }

    private GridDefinition ranked(
            GridDefinition defined, Map<String, String> moreSet, Map<String, String> moreOptions) {
        try {
            if (by == null) {
                Better way = better == null ? defined.better() : GridFile.better(defined.by(), better);
                return defined.with(moreSet, moreOptions, defined.by(), way);
            }
            return defined.with(moreSet, moreOptions, by, GridFile.better(by, better));
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.badInput(String.valueOf(wrong.getMessage()), "give it with --better");
        }
    }

    private Path file() {
        Path asTyped = Path.of(grid);
        if (Files.isRegularFile(asTyped)) {
            return asTyped.toAbsolutePath();
        }
        Path folder = home.root().resolve("recipes").resolve("grids");
        for (Path candidate : List.of(folder.resolve(grid), folder.resolve(grid + ".yaml"))) {
            if (Files.isRegularFile(candidate)) {
                return candidate;
            }
        }
        throw CommandFailure.badInput(
                "there is no grid " + grid, "the grids at hand are in " + folder + "; with a recipe give --over too");
    }

    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        put(options, "epochs", epochs);
        put(options, "limit", limit);
        put(options, "seed", seed);
        put(options, "dataset", dataset);
        return options;
    }

    private static void put(Map<String, String> options, String name, @Nullable Object value) {
        if (value != null) {
            options.put(name, value.toString());
        }
    }
}
