package io.limpid.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.trainer.training.Schedule;
import io.limpid.trainer.training.TrainingPlan;
import java.util.regex.Pattern;

/**
 * What a training is to do, as a YAML file says it.
 *
 * @param name the recipe's, and the published model's
 * @param task denoise, classify-frame or classify-latent
 * @param data what to train on
 * @param noise see {@link NoiseModel#parse}; classifiers of clean images have none
 * @param network the kind and size
 * @param learningRate of Adam at its highest
 * @param schedule constant, cosine or one-cycle
 * @param epochs rounds through the training images
 * @param batch images a step
 * @param seed of weights, order and noise: the same seed gives the same figures
 * @param encoder latent heads: the recipe whose latest finished run encodes their training images; else empty
 * @param evaluation what is measured on the test images
 */
public record Recipe(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) TaskName task,
        @JsonProperty(required = true) Data data,
        String noise,
        @JsonProperty(required = true) NetworkChoice network,
        @JsonProperty(required = true) double learningRate,
        Schedule schedule,
        @JsonProperty(required = true) int epochs,
        @JsonProperty(required = true) int batch,
        long seed,
        String encoder,
        Evaluation evaluation) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");

    /** What a model does. */
    public enum TaskName {
        @JsonProperty("denoise")
        DENOISE,
        @JsonProperty("classify-frame")
        CLASSIFY_FRAME,
        @JsonProperty("classify-latent")
        CLASSIFY_LATENT
    }

    /** The networks there are. */
    public enum NetworkType {
        /** System A1. */
        @JsonProperty("conv-autoencoder")
        CONV_AUTOENCODER,
        @JsonProperty("cnn-classifier")
        CNN_CLASSIFIER,
        @JsonProperty("latent-mlp")
        LATENT_MLP
    }

    /**
     * @param set mnist, fashion-mnist or synthetic
     * @param validation how many of the training images, from the first on, are held out to validate
     * @param limit at most so many training images; 0 for all
     */
    public record Data(@JsonProperty(required = true) String set, int validation, int limit) {
        public Data {
            if (validation < 0 || limit < 0) {
                throw new IllegalArgumentException(
                        "data.validation and data.limit must be 0 or more, found " + validation + " and " + limit);
            }
        }
    }

    /** @param latent the length of the latent vector; denoisers only */
    public record NetworkChoice(
            @JsonProperty(required = true) NetworkType type, int latent) {}

    /**
     * @param images how many test images are measured; 0 for all
     * @param seed of their noise
     * @param classifier denoisers: the recipe of the frame classifier that judges them; may be empty
     */
    public record Evaluation(int images, long seed, String classifier) {
        public Evaluation {
            classifier = classifier == null ? "" : classifier;
            if (images < 0) {
                throw new IllegalArgumentException("evaluation.images must be 0 or more, found " + images);
            }
        }
    }

    public Recipe {
        noise = noise == null ? "none" : noise;
        schedule = schedule == null ? Schedule.CONSTANT : schedule;
        encoder = encoder == null ? "" : encoder;
        evaluation = evaluation == null ? new Evaluation(0, 1, "") : evaluation;
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must be 1 to 60 lower-case letters, digits and dashes, found '" + name + "'");
        }
        NoiseModel.parse(noise);
        new TrainingPlan(epochs, batch, learningRate, schedule, seed);
        checkNetwork(task, network, encoder);
    }

    private static void checkNetwork(TaskName task, NetworkChoice network, String encoder) {
        NetworkType expected =
                switch (task) {
                    case DENOISE -> NetworkType.CONV_AUTOENCODER;
                    case CLASSIFY_FRAME -> NetworkType.CNN_CLASSIFIER;
                    case CLASSIFY_LATENT -> NetworkType.LATENT_MLP;
                };
        if (network.type() != expected) {
            throw new IllegalArgumentException(
                    "task " + task + " needs network.type " + expected + ", found " + network.type());
        }
        if (task == TaskName.DENOISE && network.latent() < 1) {
            throw new IllegalArgumentException("network.latent must be at least 1, found " + network.latent());
        }
        if (task == TaskName.CLASSIFY_LATENT && encoder.isEmpty()) {
            throw new IllegalArgumentException("a latent head needs encoder: the name of the denoiser's recipe");
        }
    }

    public TrainingPlan plan() {
        return new TrainingPlan(epochs, batch, learningRate, schedule, seed);
    }

    /** The same recipe with some values replaced. */
    public Recipe with(Overrides overrides) {
        Data changed = new Data(
                overrides.dataset().orElse(data.set()),
                data.validation(),
                overrides.limit().orElse(data.limit()));
        return new Recipe(
                name,
                task,
                changed,
                task == TaskName.CLASSIFY_FRAME ? noise : overrides.noise().orElse(noise),
                network,
                learningRate,
                schedule,
                overrides.epochs().orElse(epochs),
                batch,
                overrides.seed().orElse(seed),
                encoder,
                evaluation);
    }
}
