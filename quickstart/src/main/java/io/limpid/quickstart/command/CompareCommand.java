package io.limpid.quickstart.command;

import io.limpid.quickstart.compare.Comparison;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./limpid compare}: runs side by side. */
@Command(
        name = "compare",
        description = "Show runs side by side: metrics, recipes, curves, test images.",
        sortOptions = false)
final class CompareCommand implements Runnable {
    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description = "an id in runs/, a run's folder, or a recipe's name, whose latest run is meant")
    private List<String> named;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "compare.html",
            description = "the page (default: ${DEFAULT-VALUE})")
    private Path out;

    @Option(names = "--runs", paramLabel = "DIR", description = "where the runs are (default: runs)")
    private @Nullable Path runs;

    @Option(names = "--json", description = "end with one line of JSON")
    private boolean json;

    @Override
    public void run() {
        Console console = Console.standard();
        Comparison comparison =
                Comparison.of(named, runs == null ? Home.standard().runs() : runs.toAbsolutePath());
        comparison.write(out.toAbsolutePath());
        comparison.lines().forEach(console::line);
        console.line("page with curves and pictures: " + out.toAbsolutePath());
        if (json) {
            console.line(comparison.json());
        }
    }
}
