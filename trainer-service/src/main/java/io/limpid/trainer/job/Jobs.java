package io.limpid.trainer.job;

import io.limpid.contracts.image.ImageShape;
import io.limpid.datasets.DataSets;
import io.limpid.datasets.PictureData;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelFetcher;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.SessionSettings;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeException;
import io.limpid.trainer.recipe.TaskName;
import io.limpid.trainer.recipe.Teacher;
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

    /** @throws RecipeException naming one of the strangers that can't be had, since after the training is too late */
    void requireStrangers(Recipe recipe) throws RecipeException {
        if (recipe.task() == TaskName.DENOISE) {
            new Strangers(dataSets, says).require(recipe.evaluation().strangers());
        }
    }

    /** @throws RecipeException when the recipe asks for what its data or this machine don't have */
    Job of(Recipe recipe) throws RecipeException, ModelRejectedException, InferenceException, IOException {
        Job job = made(recipe);
        NetworkSize.check(recipe, job);
        return recipe.teacher() == null ? job : taught(recipe, job, recipe.teacher());
    }

    private Job made(Recipe recipe) throws RecipeException, ModelRejectedException, InferenceException, IOException {
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
        PictureData pictures = dataSets.loadPictures(PictureJob.request(recipe.data()), says);
        String also = recipe.data().also();
        PictureData data = also.isEmpty() ? pictures : pictures.withImagesOf(dataSets.load(also, says));
        return new PictureJob(
                recipe,
                data,
                pictures.train(),
                new Judge(recipe, classifier(recipe, data.name()), new Strangers(dataSets, says)));
    }

    private Optional<RunFolder> classifier(Recipe recipe, String data) throws RecipeException {
        String name = recipe.evaluation().classifier();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<RunFolder> judge = runs.latest(name, data);
        if (judge.isPresent()) {
            requireTask("evaluation.classifier", judge.get(), TaskName.CLASSIFY_FRAME);
        }
        says.accept(judge.map(run -> "judged by the frame classifier of run " + run.id())
                .orElse("no finished run of " + name + " on " + data
                        + " here: accuracy is not measured; train it first to have it"));
        return judge;
    }

    private static void requireTask(String key, RunFolder run, TaskName task) throws RecipeException {
        String found = Runs.info(run).task();
        if (!found.equals(task.text())) {
            throw RecipeException.at(
                    key,
                    key + " must name a recipe of task " + task.text() + ", found '"
                            + Runs.info(run).name() + "' of task " + found);
        }
    }

    private Job taught(Recipe recipe, Job job, Teacher teacher)
            throws RecipeException, ModelRejectedException, IOException {
        String data = job.data().name();
        RunFolder run = denoiser("teacher.recipe", teacher.recipe(), recipe, data);
        byte[] onnx = Files.readAllBytes(run.model());
        DenoiserModel model = DenoiserModel.open(onnx, SessionSettings.cpu(1));
        ImageShape shape = job.network().inputImage();
        if (!model.description().input().accepts(shape)) {
            model.close();
            throw RecipeException.at(
                    "teacher.recipe",
                    "teacher.recipe must name a denoiser of images of " + shape + ", which run " + run.id()
                            + " does not take");
        }
        says.accept("taught by run " + run.id());
        return new TaughtJob(job, model, ModelFetcher.sha256Of(onnx), teacher);
    }

    private byte[] encoder(Recipe recipe, String data) throws RecipeException, IOException {
        RunFolder run = denoiser("encoder", recipe.encoder(), recipe, data);
        says.accept("latent vectors from run " + run.id());
        return Files.readAllBytes(run.model());
    }

    private RunFolder denoiser(String key, String name, Recipe recipe, String data) throws RecipeException {
        RunFolder run = runs.latest(name, data)
                .orElseThrow(() -> RecipeException.at(
                        key,
                        "recipe " + recipe.name() + " needs a finished run of " + name + " on data set " + data
                                + ", found none; train that first"));
        requireTask(key, run, TaskName.DENOISE);
        return run;
    }
}
