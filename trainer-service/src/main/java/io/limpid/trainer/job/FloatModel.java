package io.limpid.trainer.job;

import static java.util.Objects.requireNonNull;

import io.limpid.inference.MetadataKeys;
import io.limpid.inference.ModelFetcher;
import io.limpid.onnx.Int8Convolutions;
import io.limpid.onnx.OnnxMetadata;
import io.limpid.trainer.recipe.Overrides;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeException;
import io.limpid.trainer.recipe.RecipeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A denoiser of ours that is to calculate with integers, with the recipe that its file tells. */
public final class FloatModel {
    private static final String SUFFIX = "-int8";

    private final byte[] onnx;
    private final Map<String, String> metadata;
    private final Recipe trained;
    private final Recipe rounded;
    private final Int8Convolutions convolutions;

    private FloatModel(
            byte[] onnx, Map<String, String> metadata, Recipe trained, Recipe rounded, Int8Convolutions convolutions) {
        this.onnx = onnx;
        this.metadata = metadata;
        this.trained = trained;
        this.rounded = rounded;
        this.convolutions = convolutions;
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when it can't be read or is no denoiser that can be rounded; the message says what was expected and
     *     found
     * @throws RecipeException when its recipe is none of this version's
     */
    public static FloatModel read(Path file) throws RecipeException {
        requireNonNull(file, "file");
        try {
            return of(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "expected a model at " + file + ", which can't be read: " + unreadable, unreadable);
        }
    }

    private static FloatModel of(byte[] onnx) throws RecipeException {
        Map<String, String> metadata = OnnxMetadata.of(onnx);
        String task = metadata.getOrDefault(MetadataKeys.TASK, "");
        String recipe = metadata.getOrDefault(MetadataKeys.RECIPE, "");
        if (!task.equals("denoise") || recipe.isEmpty()) {
            throw new IllegalArgumentException("expected a denoiser with the recipe it was trained by, found "
                    + (task.isEmpty() ? "a model that says no task" : "a model of task " + task)
                    + (recipe.isEmpty() ? " and no recipe" : ""));
        }
        String origin = "the recipe in the model " + metadata.getOrDefault(MetadataKeys.NAME, "");
        Recipe trained = RecipeFile.parse(recipe, origin, Overrides.none());
        Recipe rounded = RecipeFile.parse(
                recipe, origin, new Overrides(Map.of("name", trained.name() + SUFFIX, "teacher", "null")));
        return new FloatModel(onnx, metadata, trained, rounded, Int8Convolutions.of(onnx));
    }

    /** The recipe under the name of the rounded model: the float one's with {@code -int8} behind it. */
    public Recipe rounded() {
        return rounded;
    }

    /** The recipe as the file tells it. */
    Recipe trained() {
        return trained;
    }

    byte[] onnx() {
        return onnx.clone();
    }

    Int8Convolutions convolutions() {
        return convolutions;
    }

    Map<String, String> metadata() {
        return Map.copyOf(metadata);
    }

    /** Where it comes from: its run and SHA-256. */
    String origin() {
        return metadata.getOrDefault(MetadataKeys.RUN, "unknown") + ", SHA-256 " + ModelFetcher.sha256Of(onnx);
    }
}
