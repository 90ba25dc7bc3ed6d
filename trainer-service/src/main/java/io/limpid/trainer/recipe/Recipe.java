package io.limpid.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.limpid.datasets.DataSets;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.trainer.training.Schedule;
import io.limpid.trainer.training.TrainingPlan;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a training is to do, as a YAML file says it. Nothing in it is null: what a file leaves out arrives at the constructor as
 * null, and is replaced by its default there or refused.
 *
 * @param name the recipe's, and the published model's
 * @param task denoise, classify-frame or classify-latent
 * @param data what to train on
 * @param noise see {@link NoiseModel#parse}; classifiers of clean images have none
 * @param network the kind and size
 * @param learningRate of Adam at its highest
 * @param beta2 of Adam, in [0.5,1); lower ones learn faster in short trainings. 0.999 when left out
 * @param schedule constant, cosine or one-cycle
 * @param epochs rounds through the training images
 * @param batch images a step
 * @param seed of weights, order and noise: the same seed gives the same figures
 * @param encoder latent heads: the recipe whose latest finished run encodes their training images; else empty
 * @param evaluation what is measured on the test images
 */
public record Recipe(
        String name,
        TaskName task,
        Data data,
        String noise,
        NetworkChoice network,
        double learningRate,
        Double beta2,
        Schedule schedule,
        int epochs,
        int batch,
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
    public record Data(String set, int validation, int limit) {
        public Data {
            if (!DataSets.names().contains(set)) {
                throw new WrongValue("data.set", "must be one of " + DataSets.names() + ", found '" + set + "'");
            }
            atLeast(0, "data.validation", validation);
            atLeast(0, "data.limit", limit);
        }
    }

    /** @param latent the length of the latent vector; denoisers only */
    public record NetworkChoice(NetworkType type, int latent) {
        public NetworkChoice {
            required("network.type", type);
        }
    }

    /**
     * @param images how many test images are measured; 0 for all
     * @param seed of their noise
     * @param classifier denoisers: the recipe of the frame classifier that judges them; may be empty
     */
    public record Evaluation(int images, long seed, String classifier) {
        public Evaluation {
            classifier = classifier == null ? "" : classifier;
            atLeast(0, "evaluation.images", images);
        }
    }

    public Recipe {
        name = name == null ? "" : name;
        required("task", task);
        required("data", data);
        required("network", network);
        noise = noise == null ? "none" : noise;
        beta2 = beta2 == null ? Double.valueOf(TrainingPlan.USUAL_BETA2) : beta2;
        schedule = schedule == null ? Schedule.CONSTANT : schedule;
        encoder = encoder == null ? "" : encoder;
        evaluation = evaluation == null ? new Evaluation(0, 1, "") : evaluation;
        if (!NAME.matcher(name).matches()) {
            throw new WrongValue("name", "must be 1 to 60 lower-case letters, digits and dashes, found '" + name + "'");
        }
        checkNoise(noise);
        atLeast(1, "epochs", epochs);
        atLeast(2, "batch", batch);
        if (!(learningRate > 0 && learningRate < 10)) {
            throw new WrongValue("learningRate", "must be more than 0 and less than 10, found " + learningRate);
        }
        if (!(beta2 >= 0.5 && beta2 < 1)) {
            throw new WrongValue("beta2", "must be at least 0.5 and less than 1, found " + beta2);
        }
        checkNetwork(task, network, encoder);
    }

    /** A key that is there with nothing behind it reads as null. */
    private static void required(String key, @Nullable Object value) {
        if (value == null) {
            throw new WrongValue(key, "must have a value");
        }
    }

    private static void atLeast(int least, String key, int value) {
        if (value < least) {
            throw new WrongValue(key, "must be at least " + least + ", found " + value);
        }
    }

    private static void checkNoise(String noise) {
        try {
            NoiseModel.parse(noise);
        } catch (IllegalArgumentException wrong) {
            throw new WrongValue("noise", "is wrong: " + wrong.getMessage());
        }
    }

    private static void checkNetwork(TaskName task, NetworkChoice network, String encoder) {
        NetworkType expected =
                switch (task) {
                    case DENOISE -> NetworkType.CONV_AUTOENCODER;
                    case CLASSIFY_FRAME -> NetworkType.CNN_CLASSIFIER;
                    case CLASSIFY_LATENT -> NetworkType.LATENT_MLP;
                };
        if (network.type() != expected) {
            throw new WrongValue(
                    "network.type",
                    "must be " + yaml(expected) + " for task " + yaml(task) + ", found " + yaml(network.type()));
        }
        if (task == TaskName.DENOISE) {
            atLeast(1, "network.latent", network.latent());
        }
        if (task == TaskName.CLASSIFY_LATENT && encoder.isEmpty()) {
            throw new WrongValue("encoder", "must name the recipe of the denoiser whose latent vectors are classified");
        }
    }

    /** As a recipe spells it. */
    static String yaml(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public TrainingPlan plan() {
        return new TrainingPlan(epochs, batch, learningRate, beta2, schedule, seed);
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
                beta2,
                schedule,
                overrides.epochs().orElse(epochs),
                batch,
                overrides.seed().orElse(seed),
                encoder,
                evaluation);
    }
}
