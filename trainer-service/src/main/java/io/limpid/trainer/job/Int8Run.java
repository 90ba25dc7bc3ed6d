package io.limpid.trainer.job;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.DataSets;
import io.limpid.inference.InferenceException;
import io.limpid.inference.MetadataKeys;
import io.limpid.inference.ModelRejectedException;
import io.limpid.onnx.ValueRange;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.evaluation.ServingSpeed;
import io.limpid.trainer.int8.ObservedRanges;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeException;
import io.limpid.trainer.recipe.RecipeFile;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import io.limpid.trainer.training.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes of a trained denoiser one that calculates with 8-bit integers, and measures both on the test images of its recipe. Nothing is
 * trained; the ranges are those of training images.
 */
public final class Int8Run implements RecipeRun {
    private static final int IMAGES = 512;

    private final FloatModel model;
    private final Recipe recipe;
    private final RunFolder folder;
    private final Runs runs;
    private final RunEvents events;
    private boolean running;

    /** @param runs where the frame classifier that judges is looked for */
    public Int8Run(FloatModel model, RunFolder folder, Runs runs, RunEvents events) {
        this.model = requireNonNull(model, "model");
        this.recipe = model.rounded();
        this.folder = requireNonNull(folder, "folder");
        this.runs = requireNonNull(runs, "runs");
        this.events = requireNonNull(events, "events");
    }

    @Override
    public boolean hasBegun() {
        return running;
    }

    /** Rounds and measures; asked to stop between two stages, it leaves nothing. */
    @Override
    public Outcome execute(DataSets dataSets, RunControl control)
            throws RecipeException, ModelRejectedException, InferenceException, IOException {
        running = true;
        folder.status(Runs.RUNNING, "");
        Jobs jobs = new Jobs(dataSets, runs, events::note);
        jobs.requireStrangers(recipe);
        Job job = jobs.of(recipe);
        requireItsData(job);
        events.stage("watching " + model.convolutions().count() + " convolutions at work");
        Map<String, ValueRange> ranges = ObservedRanges.of(model.convolutions(), "image", images(job));
        if (control.stopWanted().getAsBoolean()) {
            return stopped();
        }
        events.stage("measuring it on the test images");
        Evaluation rounded = job.evaluate(model.convolutions().rounded(ranges, model.metadata()));
        if (control.stopWanted().getAsBoolean()) {
            return stopped();
        }
        events.stage("measuring the float model");
        Evaluation before = job.evaluate(model.onnx());
        return new Outcome(false, 0, finish(job, ranges, rounded, before));
    }

    /** Other images than those of the training would give other ranges, and figures of neither. */
    private void requireItsData(Job job) {
        String expected = model.metadata().getOrDefault(MetadataKeys.DATA_SHA256, "");
        JobData data = job.data();
        if (!expected.equals(data.sha256())) {
            throw new IllegalArgumentException("expected the data that the model was trained on, "
                    + model.metadata().getOrDefault(MetadataKeys.DATA, "unknown") + " of SHA-256 " + expected
                    + ", found "
                    + data.name() + " (" + data.source() + ") of " + data.sha256());
        }
    }

    private Outcome stopped() {
        folder.status(Runs.STOPPED, "stopped before it was measured");
        return new Outcome(true, 0, Map.of());
    }

    /** Noisy images of the training, spread evenly over it. */
    private static List<Pixels> images(Job job) {
        Samples samples = job.training();
        ImageShape shape = job.network().inputImage();
        int count = Math.min(IMAGES, samples.size());
        List<Pixels> images = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            float[] image = new float[shape.size()];
            int index = (int) ((long) i * samples.size() / count);
            samples.fill(index, 0, image, 0, new float[samples.targetSize()], 0);
            images.add(Pixels.of(shape, image));
        }
        return images;
    }

    /** @return the metrics */
    private Map<String, Double> finish(Job job, Map<String, ValueRange> ranges, Evaluation rounded, Evaluation before)
            throws ModelRejectedException, InferenceException {
        Map<String, String> metadata = new TreeMap<>(model.metadata());
        metadata.put(MetadataKeys.NAME, recipe.name());
        metadata.put(MetadataKeys.RUN, folder.id());
        metadata.put(MetadataKeys.ROUNDED_FROM, model.origin());
        byte[] bare = model.convolutions().rounded(ranges, metadata);
        Map<String, Double> metrics = new TreeMap<>(rounded.metrics());
        before.metrics().forEach((name, value) -> {
            // what noisy images have, whatever denoises them, is the same of both
            if (!value.equals(rounded.metrics().get(name))) {
                metrics.put(Int8Report.floatName(name), value);
            }
        });
        metrics.putAll(Product.sizeOf(job.network()));
        metrics.put(
                Int8Report.SPEED_RATIO,
                ServingSpeed.ratio(bare, model.onnx(), job.network().inputImage()));
        metadata.put(MetadataKeys.METRICS, Product.json(metrics));
        byte[] onnx = model.convolutions().rounded(ranges, metadata);
        folder.write("model.onnx", onnx);
        folder.writeText("recipe.yaml", RecipeFile.text(recipe));
        folder.writeJson("metrics.json", metrics);
        String space = metadata.getOrDefault(MetadataKeys.LATENT_SPACE, "");
        folder.writeJson("model.json", Product.info(recipe, job, space, onnx, metrics));
        new Int8Report(folder, model, job.data()).write(rounded, metrics, onnx.length);
        folder.status(Runs.FINISHED, "");
        return metrics;
    }
}
