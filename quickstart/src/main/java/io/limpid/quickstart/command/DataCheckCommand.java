package io.limpid.quickstart.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.limpid.datasets.Catalogue;
import io.limpid.datasets.DataException;
import io.limpid.datasets.DataSets;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./limpid data check [NAME]}: whether what is on this machine is whole. */
@Command(
        name = "check",
        description = "Read a data set, or all that are on this machine, to the last image, and compare their sums.",
        sortOptions = false)
final class DataCheckCommand implements Runnable {
    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description =
                    "a data set, folder:PATH, pairs:PATH, side-by-side:PATH or left-halves:PATH (default: all that are here)")
    private @Nullable String name;

    @Option(names = "--json", description = "end with one line of JSON")
    private boolean json;

    private final Console console = Console.standard();
    private final ArrayNode results = new ObjectMapper().createArrayNode();

    @Override
    public void run() {
        DataSets dataSets = DataSets.standard(System.getenv());
        dataSets.maybeProblem().ifPresent(console::detail);
        Catalogue catalogue = dataSets.catalogue();
        List<String> damaged = new ArrayList<>();
        for (String set : wanted(catalogue)) {
            if (!isWhole(set, catalogue)) {
                damaged.add(set);
            }
        }
        if (json) {
            console.line(results.toString());
        }
        if (!damaged.isEmpty()) {
            throw CommandFailure.failed(
                    "can't be used: " + String.join(", ", damaged),
                    DataSets.maybeFolder(damaged.get(0)).isPresent()
                            ? "replace, convert or remove the files named"
                            : "replace or remove the files named, or fetch the set: ./limpid data fetch "
                                    + damaged.get(0));
        }
    }

    private List<String> wanted(Catalogue catalogue) {
        if (name != null) {
            DataSetOption.requireCheckable(name, catalogue);
            return List.of(name);
        }
        // what goes by two names is checked once
        Map<List<Object>, String> byFiles = new LinkedHashMap<>();
        catalogue.entries().stream()
                .filter(entry -> entry.availability().isHere())
                .forEach(entry -> byFiles.putIfAbsent(
                        List.of(entry.layout(), entry.availability().source()), entry.name()));
        return List.copyOf(byFiles.values());
    }

    private boolean isWhole(String set, Catalogue catalogue) {
        console.step("checking " + set);
        try {
            String found = catalogue.check(set, console::detail);
            console.detail(found);
            results.addObject().put("name", set).put("whole", true).put("message", found);
            return true;
        } catch (DataException damage) {
            console.detail(damage.getMessage());
            results.addObject().put("name", set).put("whole", false).put("message", damage.getMessage());
            return false;
        }
    }
}
