package io.limpid.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.limpid.datasets.DataSets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a training is to do, as a YAML file says it. Nothing in it but {@code adversary} and {@code teacher} is null: what a file leaves out arrives
 * at the constructor as null, and is replaced by its default there or refused.
 *
 * @param name the recipe's, and the published model's
 * @param system which of the systems it reproduces, such as A1; may be empty
 * @param about a sentence or two on what it is and where it departs from its source
 * @param task denoise, classify-frame or classify-latent
 * @param content denoisers: what the model is for, by which the services choose among those that take an image; any when left out
 * @param data what to train on
 * @param noise see {@link io.limpid.datasets.noise.NoiseModel#parse}; none when left out
 * @param network the kind and size
 * @param loss what is made small; mse for denoisers and cross-entropy for classifiers when left out
 * @param optimiser how the weights are moved
 * @param schedule of the learning rate: constant, cosine or one-cycle
 * @param epochs rounds through the training images
 * @param batch images a step; an incomplete last batch is dropped
 * @param seed of weights, order and noise: the same seed gives the same figures
 * @param keep whether the last epoch's weights become the model, or those with the smallest validation loss
 * @param encoder latent heads: the recipe whose latest finished run encodes their training images; else empty
 * @param noiseDraws latent heads: how many noisy copies of each training image are encoded, since their vectors are computed once, before the
 *     training; 1 when left out. All other tasks draw the noise anew in every epoch
 * @param labelWeight denoisers of labelled images: the weight of the cross-entropy with which a full connection, thrown away
 *     afterwards, reads labels from the latent vectors; 0, for a loss of images alone, when left out
 * @param adversary a discriminator trained against the denoiser, where there is one
 * @param teacher a denoiser to learn from besides the clean images, where there is one
 * @param evaluation what is measured on the test images
 * @param reported figures of the source
 */
public record Recipe(
        @Required String name,
        String system,
        String about,
        @Required TaskName task,
        Content content,
        @Required DataChoice data,
        String noise,
        @Required NetworkChoice network,
        LossName loss,
        @Required OptimiserChoice optimiser,
        Schedule schedule,
        @Required @Limits(least = 1, most = 100_000) int epochs,
        @Required @Limits(least = 2, most = 65_536) int batch,
        long seed,
        Keep keep,
        String encoder,
        @Limits(least = 1, most = 100) Integer noiseDraws,
        @Limits(least = 0, most = 1000) double labelWeight,
        @Nullable Adversary adversary,
        @Nullable Teacher teacher,
        EvaluationChoice evaluation,
        List<Reported> reported) {
    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");

    /** Which weights become the model. */
    public enum Keep {
        @JsonProperty("last")
        LAST,
        @JsonProperty("best")
        BEST
    }

    /** What a denoiser is for. */
    public enum Content {
        @JsonProperty("any")
        ANY,
        @JsonProperty("pages")
        PAGES;

        /** As recipes and models spell it. */
        public String text() {
            return Values.yaml(this);
        }
    }

    public Recipe {
        name = text(name);
        Values.name("name", name);
        system = text(system);
        about = text(about);
        Values.required("task", task);
        content = content == null ? Content.ANY : content;
        if (content != Content.ANY && task != TaskName.DENOISE) {
            throw new WrongValue("content", "is for task denoise; leave it out");
        }
        Values.required("data", data);
        noise = noise == null ? "none" : noise;
        EvaluationChoice.checkNoise("noise", noise);
        Values.required("network", network);
        loss = loss == null ? usualLoss(task) : loss;
        Values.required("optimiser", optimiser);
        schedule = schedule == null ? Schedule.CONSTANT : schedule;
        Values.limited(Recipe.class, "epochs", epochs);
        Values.limited(Recipe.class, "batch", batch);
        keep = keep == null ? Keep.LAST : keep;
        encoder = text(encoder);
        if (!encoder.isEmpty()) {
            Values.name("encoder", encoder);
        }
        noiseDraws = noiseDraws == null ? Integer.valueOf(1) : noiseDraws;
        Values.limited(Recipe.class, "noiseDraws", noiseDraws);
        Values.limited(Recipe.class, "labelWeight", labelWeight);
        evaluation = evaluation == null ? EvaluationChoice.usual() : evaluation;
        reported = reported == null ? List.of() : List.copyOf(reported);
        checkTogether(task, network, loss, encoder, adversary);
        if (noiseDraws > 1 && task != TaskName.CLASSIFY_LATENT) {
            throw new WrongValue(
                    "noiseDraws", "is for task classify-latent; others draw the noise anew in every epoch");
        }
        if (teacher != null && task != TaskName.DENOISE) {
            throw new WrongValue("teacher", "is for task denoise only");
        }
        if (teacher != null && adversary != null) {
            throw new WrongValue("teacher", "goes not with an adversary, which has to see clean images");
        }
        if (!evaluation.scales().isEmpty() && DataSets.names().contains(data.set())) {
            throw new WrongValue(
                    "evaluation.scales",
                    "is for pictures of any size, and the images of " + data.set() + " have one: leave it out");
        }
        if (labelWeight > 0) {
            checkLabelled(task, data, network, adversary);
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    private static LossName usualLoss(TaskName task) {
        return task == TaskName.DENOISE ? LossName.MSE : LossName.CROSS_ENTROPY;
    }

    private static void checkTogether(
            TaskName task, NetworkChoice network, LossName loss, String encoder, @Nullable Adversary adversary) {
        if (network.task() != task) {
            throw new WrongValue(
                    "network.type",
                    "must be one of " + RecipeTypes.networkTypes(task) + " for task " + task.text() + ", found "
                            + RecipeTypes.networkType(network));
        }
        if ((loss == LossName.CROSS_ENTROPY) != (task != TaskName.DENOISE)) {
            throw new WrongValue(
                    "loss",
                    "must be " + (task == TaskName.DENOISE ? "one of [mse, l1, bce, mse+ssim, psnr]" : "cross-entropy")
                            + " for task " + task.text());
        }
        if (task == TaskName.CLASSIFY_LATENT && encoder.isEmpty()) {
            throw new WrongValue("encoder", "must name the recipe of the denoiser whose latent vectors are classified");
        }
        if (adversary != null && task != TaskName.DENOISE) {
            throw new WrongValue("adversary", "is for task denoise only");
        }
    }

    private static void checkLabelled(
            TaskName task, DataChoice data, NetworkChoice network, @Nullable Adversary adversary) {
        if (task != TaskName.DENOISE || !DataSets.names().contains(data.set())) {
            throw new WrongValue("labelWeight", "is for task denoise with a data set of " + DataSets.names());
        }
        if (adversary != null || network instanceof NetworkChoice.VariationalAutoencoder) {
            throw new WrongValue("labelWeight", "goes neither with an adversary nor with a variational autoencoder");
        }
    }
}
