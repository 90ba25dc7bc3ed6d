package io.limpid.quickstart.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.systems.SystemRow;
import io.limpid.quickstart.systems.SystemsOrder;
import io.limpid.quickstart.systems.SystemsRun;
import io.limpid.quickstart.systems.SystemsTable;
import io.limpid.quickstart.training.RecipeBook;
import io.limpid.quickstart.training.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./limpid systems}: every system trained, its figures beside the reported ones. */
@Command(
        name = "systems",
        description = "Train every system within a time, and write a table of its figures beside the reported ones.",
        sortOptions = false)
final class SystemsCommand implements Runnable {
    private static final double SECONDS_A_MINUTE = 60;

    @Option(
            names = "--budget",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description =
                    "for all; what doesn't fit is trained for fewer epochs, or not at all, and marked (default: ${DEFAULT-VALUE})")
    private double budget;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "systems or recipes, such as A1,B1,c3-mlp-all-digits")
    private Set<String> only = Set.of();

    @Option(names = "--again", description = "train anew what a whole run is there of")
    private boolean again;

    @Option(names = "--limit", paramLabel = "N", description = "train on the first N images only")
    private @Nullable Integer limit;

    @Option(names = "--runs", paramLabel = "DIR", description = "gets the runs' folders (default: runs)")
    private @Nullable Path runs;

    @Option(names = "--out", paramLabel = "DIR", description = "gets systems.html and systems.json (default: systems)")
    private @Nullable Path out;

    @Option(names = "--json", description = "end with one line of JSON")
    private boolean json;

    private final Console console = Console.standard();
    private final Home home = Home.standard();

    @Override
    public void run() {
        if (!(budget > 0) || (limit != null && limit < 1)) {
            throw CommandFailure.badInput("expected --budget of more than 0 minutes, and --limit of at least 1", "");
        }
        RecipeBook book = new RecipeBook(home);
        List<RecipeBook.Entry> order = new SystemsOrder(book.entries()).order(only);
        if (order.isEmpty()) {
            throw CommandFailure.badInput("no recipe is of " + only, "./limpid recipes lists systems and recipes");
        }
        SystemsTable table = new SystemsTable(out == null ? home.root().resolve("systems") : out.toAbsolutePath());
        Path folder = runs == null ? home.runs() : runs.toAbsolutePath();
        SystemsRun training = new SystemsRun(new Training(home, console)::run, book.folder(), folder, console);
        SystemsRun.Result result =
                training.run(order, budget * SECONDS_A_MINUTE, limit == null ? 0 : limit, again, table::write);
        report(result, table);
    }

    private void report(SystemsRun.Result result, SystemsTable table) {
        List<SystemRow> rows = SystemsTable.rows(result);
        SystemsTable.lines(rows).forEach(console::line);
        console.line("table with pictures: " + table.html());
        if (json) {
            console.line(line(rows));
        }
        if (!result.failures().isEmpty()) {
            throw CommandFailure.failed(
                    result.failures().size() + " of the trainings failed: " + String.join("; ", result.failures()),
                    "./limpid train tells more of each");
        }
    }

    private static String line(List<SystemRow> rows) {
        try {
            return new ObjectMapper().writeValueAsString(rows);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and numbers have a JSON form", impossible);
        }
    }
}
