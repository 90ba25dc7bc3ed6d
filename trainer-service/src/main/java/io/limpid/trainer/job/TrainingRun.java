package io.limpid.trainer.job;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.contracts.v1.Task;
import io.limpid.datasets.DataSet;
import io.limpid.datasets.DataSets;
import io.limpid.inference.InferenceException;
import io.limpid.inference.MetadataKeys;
import io.limpid.inference.ModelFetcher;
import io.limpid.inference.ModelRejectedException;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeException;
import io.limpid.trainer.recipe.RecipeFile;
import io.limpid.trainer.run.ModelInfo;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import io.limpid.trainer.training.NetworkTraining;
import io.limpid.trainer.training.ParityException;
import io.limpid.trainer.training.ParityGate;
import io.limpid.trainer.training.TrainedNetwork;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Follows a recipe from data to a run folder with a model that may be published. */
public final class TrainingRun {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Recipe recipe;
    private final RunFolder folder;
    private final Runs runs;
    private final RunEvents events;

    public TrainingRun(Recipe recipe, RunFolder folder, Runs runs, RunEvents events) {
        this.recipe = requireNonNull(recipe, "recipe");
        this.folder = requireNonNull(folder, "folder");
        this.runs = requireNonNull(runs, "runs");
        this.events = requireNonNull(events, "events");
    }

    /**
     * Trains, exports, checks and measures. The folder counts as finished only when all of it succeeded.
     *
     * @return the metrics
     * @throws ParityException when the exported model is not the trained one
     * @throws RecipeException when the recipe refers to what is not there
     */
    public Map<String, Double> execute(DataSets dataSets)
            throws RecipeException, ParityException, ModelRejectedException, InferenceException, IOException,
                    InterruptedException {
        folder.status(Runs.RUNNING, "");
        folder.writeText("recipe.yaml", RecipeFile.text(recipe));
        DataSet data = dataSets.load(recipe.data().set(), events::note);
        Job job = Jobs.of(recipe, data, runs, events::note);
        events.started(folder, recipe, job.training().size());
        History history = new History(events, recipe.epochs());
        long started = System.nanoTime();
        try (TrainedNetwork trained = new NetworkTraining(job.network(), recipe.plan(), job.objective(), history)
                .train(job.training(), job.validation())) {
            double seconds = (System.nanoTime() - started) / 1e9;
            return finish(job, data, trained, history, seconds);
        }
    }

    private Map<String, Double> finish(Job job, DataSet data, TrainedNetwork trained, History history, double seconds)
            throws RecipeException, ParityException, ModelRejectedException, InferenceException, IOException {
        String space = trained.network().task() == Task.DENOISE ? trained.latentSpace() : job.latentSpace();
        Map<String, String> metadata = metadata(data, space);
        events.stage("measuring on the test images");
        Evaluation evaluation = job.evaluate(trained.toOnnx(metadata));
        Map<String, Double> metrics = new TreeMap<>(evaluation.metrics());
        metrics.put("train_seconds", seconds);
        metrics.put("train_images_per_second", recipe.epochs() * job.training().size() / seconds);
        metadata.put(MetadataKeys.METRICS, json(metrics));
        events.stage("exporting to ONNX, comparing DJL and ONNX Runtime");
        byte[] onnx = trained.toOnnx(metadata);
        metrics.put("parity_max_difference", ParityGate.check(trained, onnx, job.training()));
        folder.write("model.onnx", onnx);
        folder.writeJson("metrics.json", metrics);
        folder.writeJson("model.json", info(trained.network(), space, data, onnx, metrics));
        new RunReport(folder, recipe, data).write(evaluation, metrics, history);
        folder.status(Runs.FINISHED, "");
        return metrics;
    }

    private Map<String, String> metadata(DataSet data, String latentSpace) {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put(MetadataKeys.NAME, recipe.name());
        metadata.put(MetadataKeys.TASK, taskName());
        metadata.put(MetadataKeys.RUN, folder.id());
        metadata.put(MetadataKeys.RECIPE, RecipeFile.text(recipe));
        metadata.put(MetadataKeys.DATA, data.name() + " (" + data.source() + ")");
        metadata.put(MetadataKeys.DATA_SHA256, data.train().sha256());
        metadata.put(MetadataKeys.LATENT_SPACE, latentSpace);
        metadata.put(MetadataKeys.LABELS, json(labels(data)));
        return metadata;
    }

    private String taskName() {
        return recipe.task().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private List<String> labels(DataSet data) {
        return recipe.task() == Recipe.TaskName.DENOISE
                ? List.of()
                : data.train().labelNames();
    }

    private ModelInfo info(
            Network network, String latentSpace, DataSet data, byte[] onnx, Map<String, Double> metrics) {
        List<Integer> input = network.input();
        boolean latent = network.task() == Task.CLASSIFY_LATENT;
        return new ModelInfo(
                recipe.name(),
                taskName(),
                data.name(),
                latentSpace,
                latent ? 0 : input.get(0),
                latent ? 0 : input.get(1),
                latent ? 0 : input.get(2),
                latent ? input.get(0) : 0,
                labels(data),
                ModelFetcher.sha256Of(onnx),
                onnx.length,
                metrics);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers and texts have a JSON form", impossible);
        }
    }
}
