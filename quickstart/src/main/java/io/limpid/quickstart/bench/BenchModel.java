package io.limpid.quickstart.bench;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Stage;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.ModelDescription;
import io.limpid.inference.ModelFetcher;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.SessionSettings;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.training.Training;
import io.limpid.quickstart.training.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model file that is measured.
 *
 * @param origin where it comes from, for people
 */
public record BenchModel(Path file, byte[] onnx, ModelDescription description, String origin) {
    private static final String RECIPE = "a1-denoiser";
    /** Needs no data: strangers would. */
    private static final List<String> BRIEFLY =
            List.of("--epochs", "1", "--limit", "1024", "--dataset", "synthetic", "--set", "evaluation.strangers=[]");

    public BenchModel {
        requireNonNull(file, "file");
        requireNonNull(description, "description");
        requireNonNull(origin, "origin");
    }

    /**
     * The denoiser of system A1: the latest that was trained here, else one that is trained for a moment. How well it denoises makes
     * no difference to how fast it does.
     */
    public static BenchModel a1(Home home, Training training, Console console) {
        Optional<Path> trained = latest(home.runs());
        if (trained.isPresent()) {
            return denoiser(
                    trained.get().resolve("model.onnx"), "run " + trained.get().getFileName());
        }
        console.detail("no run of " + RECIPE + " is here: training one for a moment, which is as fast");
        Path runs = home.state().resolve("bench-runs");
        String run = training.run(new TrainingRequest(home.recipe(RECIPE), runs, BRIEFLY))
                .run();
        return denoiser(runs.resolve(run).resolve("model.onnx"), "trained for a moment, on synthetic digits");
    }

    private static Optional<Path> latest(Path runs) {
        if (!Files.isDirectory(runs)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(runs)) {
            return all.filter(run -> run.getFileName().toString().matches("[0-9]{8}-[0-9]{6}-" + RECIPE))
                    .filter(run -> Files.isRegularFile(run.resolve("model.onnx")))
                    .max(Comparator.comparing(Path::getFileName));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** @throws CommandFailure when the file is no denoiser */
    public static BenchModel denoiser(Path file, String origin) {
        try {
            byte[] onnx = Files.readAllBytes(file);
            try (DenoiserModel model = DenoiserModel.open(onnx, SessionSettings.cpu(1))) {
                if (!model.description().isFixedSize()) {
                    throw CommandFailure.badInput(
                            file + " takes pictures of any size; a bench wants one size",
                            "name another with --model, such as one of the recipe " + RECIPE);
                }
                return new BenchModel(file, onnx, model.description(), origin);
            }
        } catch (IOException | ModelRejectedException unusable) {
            throw unusable(file, unusable);
        }
    }

    /** Writes a classifier to a file, for services to fetch. */
    static BenchModel classifier(Path file, byte[] onnx, String origin) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, onnx);
            try (ClassifierModel model = ClassifierModel.open(onnx, SessionSettings.cpu(1))) {
                return new BenchModel(file, onnx, model.description(), origin);
            }
        } catch (IOException | ModelRejectedException unusable) {
            throw unusable(file, unusable);
        }
    }

    private static CommandFailure unusable(Path file, Exception why) {
        return CommandFailure.failed(
                "the model " + file + " can't be measured: " + why.getMessage(), "name another with --model", why);
    }

    /** Of the images it takes. */
    ImageShape shape() {
        return new ImageShape(
                description.input().channels(),
                description.input().height(),
                description.input().width());
    }

    /** As the services are told of it. */
    ModelPublished published() {
        return ModelPublished.newBuilder()
                .setRef(ModelRef.newBuilder()
                        .setName(description.name())
                        .setVersion(1)
                        .setLatentSpace(description.latentSpace()))
                .setTask(description.task())
                .setUri(file.toUri().toString())
                .setSha256(ModelFetcher.sha256Of(onnx))
                .setSize(onnx.length)
                .setInput(description.inputSpec())
                .addAllLabels(description.labels())
                .setStage(Stage.LIVE)
                .build();
    }
}
