package io.limpid.trainer.job;

import io.limpid.contracts.image.ImageShape;
import io.limpid.datasets.DataSet;
import io.limpid.datasets.ImageSet;
import io.limpid.datasets.Split;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.datasets.noise.NoisyImages;
import io.limpid.trainer.evaluation.LabelledTestImages;
import io.limpid.trainer.evaluation.TestImages;
import io.limpid.trainer.recipe.DataChoice;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeException;
import io.limpid.trainer.training.Samples;

/** A recipe's share of a data set of labelled images, all of one shape. */
final class LabelledImages {
    private final Recipe recipe;
    private final DataSet data;
    private final ImageSet training;
    private final ImageSet held;
    private final ImageSet test;

    /** @throws RecipeException when the recipe asks for classes or numbers of images that the set does not have */
    LabelledImages(Recipe recipe, DataSet data) throws RecipeException {
        this.recipe = recipe;
        this.data = data;
        DataChoice choice = recipe.data();
        requireClasses(choice, data);
        ImageSet chosen = chosen(data.train(), choice);
        requireSome(choice, data, chosen.size());
        Split split = Split.of(chosen, choice.validation(), choice.splitSeed());
        this.held = split.heldOut();
        this.training = first(split.training(), choice.limit());
        this.test = first(chosen(data.test(), choice), recipe.evaluation().images());
    }

    private static void requireClasses(DataChoice choice, DataSet data) throws RecipeException {
        for (String wanted : choice.classes()) {
            if (!data.train().labelNames().contains(wanted)) {
                throw RecipeException.at(
                        "data.classes",
                        "data.classes must be of " + data.train().labelNames() + " for data set " + data.name()
                                + ", found '" + wanted + "'");
            }
        }
    }

    private static void requireSome(DataChoice choice, DataSet data, int images) throws RecipeException {
        if (choice.validation() >= images) {
            throw RecipeException.at(
                    "data.validation",
                    "data.validation must be less than the " + images + " training images of data set " + data.name()
                            + (choice.classes().isEmpty() ? "" : " in the chosen classes") + ", found "
                            + choice.validation());
        }
    }

    private static ImageSet chosen(ImageSet images, DataChoice choice) {
        return choice.classes().isEmpty() ? images : images.ofClasses(choice.classes());
    }

    /** @param count 0 for all */
    private static ImageSet first(ImageSet images, int count) {
        return count == 0 ? images : images.slice(0, count);
    }

    JobData facts() {
        return new JobData(
                data.name(),
                data.source(),
                data.train().sha256(),
                training.size(),
                test.size(),
                data.train().labelNames());
    }

    ImageSet training() {
        return training;
    }

    ImageSet held() {
        return held;
    }

    ImageSet test() {
        return test;
    }

    ImageShape shape() {
        ImageSet.Shape shape = data.train().shape();
        return new ImageShape(shape.channels(), shape.height(), shape.width());
    }

    /** Noisy images with clean ones as targets, fresh noise in every epoch. */
    Samples pairs(ImageSet images) {
        NoisyImages noisy = new NoisyImages(images, NoiseModel.parse(recipe.noise()));
        return new ImageSamples(images, images.shape().size()) {
            @Override
            public void fill(int index, int epoch, float[] input, int inputOffset, float[] target, int targetOffset) {
                noisy.copyImage(index, noiseSeed(epoch), input, inputOffset);
                images.copyImage(index, target, targetOffset);
            }
        };
    }

    /** Noisy images with clean ones as targets, each followed by its class, as a one-hot vector. */
    Samples labelledPairs(ImageSet images) {
        Samples pairs = pairs(images);
        return new ImageSamples(
                images, images.shape().size() + images.labelNames().size()) {
            @Override
            public void fill(int index, int epoch, float[] input, int inputOffset, float[] target, int targetOffset) {
                pairs.fill(index, epoch, input, inputOffset, target, targetOffset);
                target[targetOffset + images.shape().size() + images.label(index)] = 1;
            }
        };
    }

    /** Images with their class, as a one-hot vector. */
    Samples classes(ImageSet images) {
        NoisyImages noisy = new NoisyImages(images, NoiseModel.parse(recipe.noise()));
        return new ImageSamples(images, images.labelNames().size()) {
            @Override
            public void fill(int index, int epoch, float[] input, int inputOffset, float[] target, int targetOffset) {
                noisy.copyImage(index, noiseSeed(epoch), input, inputOffset);
                target[targetOffset + images.label(index)] = 1;
            }
        };
    }

    /** Apart from the evaluation's, whose seed is a small number too. */
    long noiseSeed(int epoch) {
        return recipe.seed() * 1000 + epoch;
    }

    private abstract static class ImageSamples implements Samples {
        private final ImageSet images;
        private final int targetSize;

        ImageSamples(ImageSet images, int targetSize) {
            this.images = images;
            this.targetSize = targetSize;
        }

        @Override
        public int size() {
            return images.size();
        }

        @Override
        public int targetSize() {
            return targetSize;
        }
    }

    /** The images trained on, for looking at what became of them. */
    TestImages trainingImages() {
        return new LabelledTestImages(training);
    }

    /** The test images, for measuring. */
    TestImages tests() {
        return new LabelledTestImages(test);
    }
}
