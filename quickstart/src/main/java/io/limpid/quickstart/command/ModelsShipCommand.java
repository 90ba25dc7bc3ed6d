package io.limpid.quickstart.command;

import io.limpid.models.ShippedModel;
import io.limpid.quickstart.compare.RunFinder;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.models.Shipping;
import io.limpid.quickstart.process.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./limpid models ship RUN --as NAME}: for those who release Limpid. */
@Command(
        name = "ship",
        description =
                "Put a run's model among those that come with Limpid, in this checkout: copies the file, and writes"
                        + " its figures and recipe into its card.",
        sortOptions = false)
final class ModelsShipCommand implements Runnable {
    @Parameters(paramLabel = "RUN", description = "a finished run's id or folder")
    private String run;

    @Option(names = "--as", paramLabel = "NAME", required = true, description = "the name it is shipped under")
    private String name;

    private final Home home = Home.standard();

    @Override
    public void run() {
        ModelChoice.requireName(command -> "./limpid " + command, name);
        Path folder = new RunFinder(home.runs()).findOne(run);
        try (Scratch scratch = Scratch.make()) {
            byte[] onnx = Files.readAllBytes(folder.resolve("model.onnx"));
            ShippedModel model = new Shipping(home.shippedModels()).ship(onnx, name, scratch.folder());
            Console.standard()
                    .line(model.name() + " is " + model.run() + " now, " + model.size()
                            + " bytes; build Limpid anew, then ./limpid models shipped shows it");
        } catch (IOException unreadable) {
            throw CommandFailure.badInput(
                    "expected a finished run with a model.onnx in " + folder + ", which can't be read: " + unreadable,
                    "train it to its end: ./limpid train --resume " + run);
        }
    }
}
