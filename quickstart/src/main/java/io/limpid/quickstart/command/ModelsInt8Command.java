package io.limpid.quickstart.command;

import io.limpid.models.ShippedModel;
import io.limpid.models.ShippedModels;
import io.limpid.quickstart.compare.RunFinder;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.Shutdown;
import io.limpid.quickstart.training.TrainerEvent;
import io.limpid.quickstart.training.Training;
import io.limpid.quickstart.training.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./limpid models int8 MODEL}: a denoiser made to calculate with integers, and measured beside the float one. */
@Command(
        name = "int8",
        description =
                "Make of a trained denoiser one that calculates its convolutions with 8-bit integers; writes a run folder"
                        + " with the model, and its figures and speed beside those of the float model. Needs the data set"
                        + " that it was trained on.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./limpid models int8 photo-grey", "  ./limpid models int8 runs/ID/model.onnx"},
        sortOptions = false)
final class ModelsInt8Command implements Runnable {
    @Parameters(
            paramLabel = "MODEL",
            description =
                    "one of ./limpid models shipped, a run's id or folder, a recipe's name for its latest run, or a file")
    private String model;

    @Option(names = "--runs", paramLabel = "DIR", description = "gets the run's folder (default: runs)")
    private @Nullable Path runs;

    private static final String FILE = "model.onnx";

    private final Console console = Console.standard();
    private final Home home = Home.standard();

    @Override
    public void run() {
        Path folder = runs == null ? home.runs() : runs.toAbsolutePath();
        try (Scratch scratch = Scratch.make()) {
            TrainingRequest request = TrainingRequest.rounding(file(folder, scratch), folder);
            console.step("rounding " + model + " to 8-bit integers");
            TrainingEnd end = new TrainingEnd(folder, home, console);
            TrainerEvent.Finished finished = new Training(home, console).run(request, rounded -> tell(end, rounded));
            if (!finished.metrics().isEmpty() && !Shutdown.hasBegun()) {
                Path written = folder.resolve(finished.run()).resolve(FILE);
                console.line("./limpid denoise IN OUT --model " + written + " tries it, ./limpid models publish "
                        + written + " serves it");
            }
        }
    }

    private void tell(TrainingEnd end, TrainerEvent.Finished rounded) {
        if (rounded.metrics().isEmpty()) {
            console.line("stopped before it was measured: nothing is kept");
        } else {
            end.tell(rounded);
        }
    }

    private Path file(Path folder, Scratch scratch) {
        Path given = Path.of(model);
        if (Files.isRegularFile(given)) {
            return given.toAbsolutePath();
        }
        Optional<ShippedModel> shipped = ShippedModels.named(model);
        return shipped.isPresent() ? shipped(shipped.get(), scratch) : ofRun(folder, scratch);
    }

    private Path shipped(ShippedModel shipped, Scratch scratch) {
        console.detail(shipped.name() + ", as it comes with Limpid, of run " + shipped.run());
        return scratch.write(shipped.name() + ".onnx", ShippedModels.file(shipped));
    }

    private Path ofRun(Path folder, Scratch scratch) {
        Path run = new RunFinder(folder)
                .maybe(model)
                .orElseThrow(() -> CommandFailure.badInput(
                        "expected a model that comes with Limpid, a run or a file, found '" + model + "'",
                        "with Limpid come " + denoisers() + "; ls " + folder + " lists runs"));
        console.detail("of run " + run);
        try {
            return scratch.write(run.getFileName() + ".onnx", Files.readAllBytes(run.resolve(FILE)));
        } catch (IOException unreadable) {
            throw CommandFailure.badInput(
                    "expected a finished run with a " + FILE + " in " + run + ", which can't be read: " + unreadable,
                    "train it to its end: ./limpid train --resume " + model);
        }
    }

    private static String denoisers() {
        return ShippedModels.all().stream()
                .filter(ShippedModel::isDenoiser)
                .map(ShippedModel::name)
                .collect(Collectors.joining(", "));
    }
}
