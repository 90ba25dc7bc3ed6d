package io.limpid.quickstart.command;

import io.limpid.contracts.v1.Task;
import io.limpid.inference.MetadataKeys;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.Provider;
import io.limpid.inference.SessionSettings;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.files.DenoiserShelf;
import io.limpid.quickstart.files.FileDenoiser;
import io.limpid.quickstart.files.FilePlan;
import io.limpid.quickstart.files.FilesRun;
import io.limpid.quickstart.files.Tally;
import io.limpid.quickstart.files.TallyJson;
import io.limpid.quickstart.files.TallyText;
import io.limpid.quickstart.models.ModelFile;
import io.limpid.quickstart.process.StopSignal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./limpid denoise IN OUT}: files cleaned at once, without a stream. */
@Command(
        name = "denoise",
        description =
                "Clean an image file, or a folder of them, with the models that come with Limpid; needs no broker.",
        sortOptions = false)
final class DenoiseCommand implements Runnable {
    private static final int MOST_THREADS = 4;
    private static final int BATCH = 1;

    @Parameters(
            paramLabel = "IN",
            index = "0",
            description = "an image file, or a folder; what is below it is cleaned too")
    private Path in;

    @Parameters(
            paramLabel = "OUT",
            index = "1",
            description =
                    "a file, whose ending says how it is written; or a folder, where encodings stay as they are: one that is there, or a new"
                            + " one, told by a / at its end")
    private Path out;

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE.onnx",
            defaultValue = "",
            description =
                    "a denoiser of ./limpid models shipped, or a file (default: by the picture's channels and size)")
    private String model;

    @Option(
            names = "--provider",
            defaultValue = "auto",
            description = "auto, cpu, cuda or tensorrt (default: ${DEFAULT-VALUE})")
    private String provider;

    @Option(names = "--force", description = "replace files that are there")
    private boolean force;

    @Option(
            names = "--compare",
            description =
                    "write a picture of before, after and difference beside each, as NAME.compare.png; NAME keeps its ending where"
                            + " two pictures differ in nothing else")
    private boolean compare;

    @Option(names = "--json", description = "one line of JSON at the end")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Console console = Console.standard();

    @Override
    public void run() {
        FilePlan plan = isOutAFolder() ? FilePlan.intoFolder(in, out) : FilePlan.of(in, out);
        // closed after the models, so that the virtual machine ends when nobody is left in native code
        try (StopSignal stop = StopSignal.listening();
                DenoiserShelf shelf = shelf()) {
            Tally tally = new FilesRun(new FileDenoiser(shelf, compare, stop), force, console, stop).clean(plan);
            new TallyText(console).tell(tally);
            if (plan.inOut() > 0) {
                console.line(Numbers.count(plan.inOut(), "file") + " in " + out
                        + (plan.inOut() == 1 ? " is left as it is" : " are left as they are") + ": answers go there");
            }
            console.line(tally.summary());
            if (json) {
                console.line(TallyJson.of(tally));
            }
            requireNoStop(plan, tally, stop);
            requireAllCleaned(tally);
        }
    }

    private static void requireNoStop(FilePlan plan, Tally tally, StopSignal stop) {
        int left =
                plan.steps().size() - tally.cleaned().size() - tally.refused().size();
        if (left > 0 && stop.isGiven()) {
            throw CommandFailure.stopped(
                    "stopped: " + left + " of " + Numbers.count(plan.steps().size(), "file")
                            + " left, and nothing is half-written",
                    "the same command cleans them, and names the answers that are there",
                    stop.exitCode());
        }
    }

    /** By the way it was typed: a path forgets its last slash. */
    private boolean isOutAFolder() {
        String typed = spec.commandLine()
                .getParseResult()
                .matchedPositional(1)
                .originalStringValues()
                .get(0);
        return typed.endsWith("/") || typed.endsWith(File.separator);
    }

    private static void requireAllCleaned(Tally tally) {
        int refused = tally.refused().size();
        if (refused > 0) {
            throw CommandFailure.failed(
                    refused + " of " + Numbers.count(refused + tally.cleaned().size(), "file")
                            + (refused == 1 ? " was" : " were") + " not cleaned",
                    "each is named above, with the reason");
        }
    }

    private DenoiserShelf shelf() {
        if (model.isEmpty()) {
            return DenoiserShelf.ofShipped(model, settings());
        }
        Path file = Path.of(model);
        if (Files.isRegularFile(file)) {
            return ofFile(file);
        }
        if (!DenoiserShelf.isShipped(model)) {
            requireNoPath(file);
        }
        return DenoiserShelf.ofShipped(model, settings());
    }

    /** What is typed like a path is none of a model's names. */
    private void requireNoPath(Path file) {
        if (Files.isDirectory(file)) {
            throw CommandFailure.badInput(
                    "expected --model to be a file, found the folder " + model,
                    "name the model's file, such as " + file.resolve("model.onnx"));
        }
        if (file.getNameCount() > 1
                || file.isAbsolute()
                || model.toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            throw CommandFailure.badInput(
                    "expected --model to be a file that is there, found none at " + model,
                    "check the path; ./limpid models shipped lists models that go by a name");
        }
    }

    private DenoiserShelf ofFile(Path file) {
        try (Scratch scratch = Scratch.make()) {
            byte[] onnx = Files.readAllBytes(file);
            ModelFile checked = ModelFile.check(onnx, scratch.folder());
            if (checked.description().task() != Task.DENOISE) {
                throw CommandFailure.badInput(
                        "expected a denoiser, " + file + " is a model to "
                                + checked.description().metadata().get(MetadataKeys.TASK),
                        "./limpid models shipped lists denoisers");
            }
            checked.maybeCaveat().ifPresent(caveat -> Console.beside().line("take note of " + file + ": " + caveat));
            return DenoiserShelf.of(file.getFileName().toString(), onnx, checked, settings());
        } catch (IOException | ModelRejectedException | IllegalArgumentException refused) {
            throw CommandFailure.badInput(
                    "the model " + file + " can't be used: " + refused.getMessage(),
                    "it must be a denoiser as ./limpid train writes it");
        }
    }

    private SessionSettings settings() {
        try {
            int threads = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
            return new SessionSettings(Provider.parse(provider), threads, BATCH);
        } catch (IllegalArgumentException unknown) {
            throw CommandFailure.badInput(unknown.getMessage(), "");
        }
    }
}
