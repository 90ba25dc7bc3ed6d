package io.limpid.trainer.job;

import io.limpid.datasets.DataSets;
import io.limpid.datasets.PictureData;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeException;
import io.limpid.trainer.recipe.TaskName;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes a recipe's job. */
final class Jobs {
    private final DataSets dataSets;
    private final Runs runs;
    private final Consumer<String> says;

    Jobs(DataSets dataSets, Runs runs, Consumer<String> says) {
        this.dataSets = dataSets;
        this.runs = runs;
        this.says = says;
    }

    Job of(Recipe recipe) throws RecipeException, ModelRejectedException, InferenceException, IOException {
        if (!DataSets.names().contains(recipe.data().set())) {
            return pictures(recipe);
        }
        LabelledImages images =
                new LabelledImages(recipe, dataSets.load(recipe.data().set(), says));
        String data = images.facts().name();
        return switch (recipe.task()) {
            case DENOISE ->
                new DenoiserJob(
                        recipe, images, new Judge(recipe, classifier(recipe, data), new Strangers(dataSets, says)));
            case CLASSIFY_FRAME -> new FrameClassifierJob(recipe, images);
            case CLASSIFY_LATENT -> new LatentHeadJob(recipe, images, encoder(recipe, data));
        };
    }

    private Job pictures(Recipe recipe) throws RecipeException {
        if (recipe.task() != TaskName.DENOISE) {
            throw new RecipeException(
                    "recipe " + recipe.name() + ": pictures of " + recipe.data().set()
                            + " have no labels, which task " + recipe.task().text() + " needs; choose a set of "
                            + DataSets.names());
        }
        PictureData data = dataSets.loadPictures(PictureJob.request(recipe.data()), says);
        return new PictureJob(
                recipe, data, new Judge(recipe, classifier(recipe, data.name()), new Strangers(dataSets, says)));
    }

    private Optional<RunFolder> classifier(Recipe recipe, String data) {
        String name = recipe.evaluation().classifier();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<RunFolder> judge = runs.latest(name, data);
        says.accept(judge.map(run -> "judged by the frame classifier of run " + run.id())
                .orElse("no finished run of " + name + " on " + data
                        + " here: accuracy is not measured; train it first to have it"));
        return judge;
    }

    private byte[] encoder(Recipe recipe, String data) throws RecipeException, IOException {
        RunFolder run = runs.latest(recipe.encoder(), data)
                .orElseThrow(() -> new RecipeException("recipe " + recipe.name() + " needs a finished run of "
                        + recipe.encoder() + " on data set " + data + ", found none; train that first"));
        says.accept("latent vectors from run " + run.id());
        return Files.readAllBytes(run.model());
    }
}
