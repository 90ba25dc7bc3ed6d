package io.limpid.trainer.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.contracts.v1.Task;
import io.limpid.inference.InferenceException;
import io.limpid.inference.MetadataKeys;
import io.limpid.inference.ModelFetcher;
import io.limpid.inference.ModelRejectedException;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeFile;
import io.limpid.trainer.recipe.TaskName;
import io.limpid.trainer.run.ModelInfo;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.training.ParityException;
import io.limpid.trainer.training.ParityGate;
import io.limpid.trainer.training.PhaseTimes;
import io.limpid.trainer.training.TrainedNetwork;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes of a trained network what a run leaves: the model, measured and compared, and what tells about it. */
final class Product {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Recipe recipe;
    private final RunFolder folder;
    private final Job job;
    private final RunPlan plan;
    private final Instant began;

    /** @param began when the run did, or went on */
    Product(Recipe recipe, RunFolder folder, Job job, RunPlan plan, Instant began) {
        this.recipe = recipe;
        this.folder = folder;
        this.job = job;
        this.plan = plan;
        this.began = began;
    }

    /** @return the metrics */
    Map<String, Double> make(TrainedNetwork trained, PhaseTimes times, Progress progress, RunLog log, RunEvents events)
            throws ParityException, ModelRejectedException, InferenceException, IOException {
        String space = trained.network().task() == Task.DENOISE ? trained.latentSpace() : job.latentSpace();
        Map<String, String> metadata = metadata(space);
        Scoring scoring = new Scoring(recipe, job);
        events.stage("calibrating the anomaly score");
        byte[] bare = scoring.addTo(trained.toOnnx(metadata));
        events.stage("measuring on the test images");
        Evaluation evaluation = job.evaluate(bare);
        Map<String, Double> metrics = new TreeMap<>(evaluation.metrics());
        metrics.putAll(ofTraining(times, progress));
        metrics.putAll(sizeOf(trained.network()));
        metadata.put(MetadataKeys.METRICS, json(metrics));
        scoring.maybeStatistics()
                .ifPresent(training -> metadata.put(MetadataKeys.TRAINING_STATISTICS, training.toJson()));
        events.stage("exporting to ONNX, comparing DJL and ONNX Runtime");
        byte[] onnx = scoring.addTo(trained.toOnnx(metadata));
        metrics.put("parity_max_difference", ParityGate.check(trained, onnx, job.training()));
        folder.write("model.onnx", onnx);
        folder.writeJson("metrics.json", metrics);
        folder.writeJson("model.json", info(recipe, job, space, onnx, metrics));
        log.metrics(evaluation.metrics(), progress.epochs().size());
        new RunReport(folder, recipe, new RunProvenance(job, began))
                .write(evaluation, metrics, progress)
                .forEach((name, png) -> log.picture(name, png, progress.epochs().size()));
        return metrics;
    }

    /** How large a network is, and how much it calculates. */
    static Map<String, Double> sizeOf(Network network) {
        Map<String, Double> metrics = new TreeMap<>();
        metrics.put("parameters", (double) network.parameterCount());
        metrics.put("multiply_adds", (double) network.multiplyAdds());
        if (network.anySize()) {
            metrics.put("multiply_adds_per_pixel", network.multiplyAddsPerPixel());
        }
        return metrics;
    }

    private Map<String, Double> ofTraining(PhaseTimes times, Progress progress) {
        Map<String, Double> metrics = new TreeMap<>();
        // a run that is taken up again when its epochs are done trains nothing, which is no speed of 0
        if (times.hasSamples()) {
            metrics.putAll(times.shares());
            metrics.put("train_images_per_second", times.imagesPerSecond());
        }
        metrics.put("train_seconds", progress.seconds());
        metrics.put("epochs", (double) progress.epochs().size());
        metrics.put("epochs_full", (double) plan.epochsFull());
        metrics.put("images", (double) plan.images());
        metrics.put("images_full", (double) plan.imagesFull());
        if (!progress.epochs().isEmpty()) {
            Progress.Epoch last = progress.epochs().get(progress.epochs().size() - 1);
            metrics.put("train_loss", last.trainLoss());
            if (last.validationLoss() != null) {
                metrics.put("validation_loss", last.validationLoss());
            }
        }
        return metrics;
    }

    private Map<String, String> metadata(String latentSpace) {
        JobData data = job.data();
        Map<String, String> metadata = new TreeMap<>();
        metadata.put(MetadataKeys.NAME, recipe.name());
        metadata.put(MetadataKeys.TASK, recipe.task().text());
        metadata.put(MetadataKeys.CONTENT, recipe.content().text());
        metadata.put(MetadataKeys.RUN, folder.id());
        metadata.put(MetadataKeys.RECIPE, RecipeFile.text(recipe));
        metadata.put(MetadataKeys.DATA, data.name() + " (" + data.source() + ")");
        metadata.put(MetadataKeys.DATA_SHA256, data.sha256());
        metadata.put(MetadataKeys.LATENT_SPACE, latentSpace);
        metadata.put(MetadataKeys.LABELS, json(labels(recipe, job)));
        return metadata;
    }

    private static List<String> labels(Recipe recipe, Job job) {
        return recipe.task() == TaskName.DENOISE ? List.of() : job.data().labels();
    }

    /** What {@code model.json} says of a job's model. */
    static ModelInfo info(Recipe recipe, Job job, String latentSpace, byte[] onnx, Map<String, Double> metrics) {
        Network network = job.network();
        List<Integer> input = network.input();
        boolean latent = network.task() == Task.CLASSIFY_LATENT;
        return new ModelInfo(
                recipe.name(),
                recipe.task().text(),
                job.data().name(),
                latentSpace,
                latent ? 0 : input.get(0),
                latent || network.anySize() ? 0 : input.get(1),
                latent || network.anySize() ? 0 : input.get(2),
                latent ? input.get(0) : 0,
                labels(recipe, job),
                ModelFetcher.sha256Of(onnx),
                onnx.length,
                metrics);
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers and texts have a JSON form", impossible);
        }
    }
}
