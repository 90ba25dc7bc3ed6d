package io.limpid.quickstart.command;

import io.limpid.models.ShippedModel;
import io.limpid.models.ShippedModels;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.models.ShippedTable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./limpid models shipped}: what comes with Limpid; needs no stream. */
@Command(
        name = "shipped",
        description = "List the models that come with Limpid, or show one's card.",
        sortOptions = false)
final class ModelsShippedCommand implements Runnable {
    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description = "show this one's card: data, licence, figures, limits")
    private @Nullable String name;

    @Option(names = "--json", description = "one line of JSON instead of a table")
    private boolean json;

    @Override
    public void run() {
        Console console = Console.standard();
        List<ShippedModel> models = ShippedModels.all().stream()
                .sorted(Comparator.comparing(ShippedModel::name))
                .toList();
        if (name != null) {
            ShippedModel model = ShippedModels.named(name).orElseThrow(() -> unknown(models));
            console.line(
                    json
                            ? ShippedTable.json(List.of(model))
                            : ShippedModels.card(model).strip());
        } else if (json) {
            console.line(ShippedTable.json(models));
        } else {
            ShippedTable.lines(models).forEach(console::line);
        }
    }

    private CommandFailure unknown(List<ShippedModel> models) {
        return CommandFailure.badInput(
                "no model " + name + " comes with Limpid",
                "those that do: " + models.stream().map(ShippedModel::name).collect(Collectors.joining(", ")));
    }
}
