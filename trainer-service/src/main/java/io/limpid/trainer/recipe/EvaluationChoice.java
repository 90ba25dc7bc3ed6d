package io.limpid.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.trainer.analysis.Projection;
import java.util.List;

/**
 * What is measured on the test images.
 *
 * @param images how many of them; 0 for all
 * @param batch whose mean squared errors {@code error_sum} adds up; 0 for the training's
 * @param seed of their noise
 * @param noise that they are measured with; the recipe's when left out
 * @param noises kinds and strengths measured besides, such as the training never saw
 * @param classifier denoisers: the recipe of the frame classifier that judges them; may be empty
 * @param latentSpace denoisers of labelled images: whether projections of the latent space and a linear probe are computed, on 20
 *     images or more
 * @param strangers denoisers: data sets of what the model was not made for, which the anomaly score must tell apart
 * @param scales denoisers of pictures of any size: sizes, of the pictures' own, that they are measured in besides; 0.1 to 10
 */
public record EvaluationChoice(
        @Limits(least = 0) int images,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Limits(least = 0)
        int batch,

        long seed,
        String noise,
        List<String> noises,
        String classifier,
        boolean latentSpace,
        List<String> strangers,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> scales) {
    private static final double SMALLEST_SCALE = 0.1;
    private static final double LARGEST_SCALE = 10;

    public EvaluationChoice {
        noise = noise == null ? "" : noise;
        noises = noises == null ? List.of() : List.copyOf(noises);
        classifier = classifier == null ? "" : classifier;
        strangers = strangers == null ? List.of() : List.copyOf(strangers);
        scales = scales == null ? List.of() : List.copyOf(scales);
        Values.limited(EvaluationChoice.class, "evaluation.images", images);
        Values.limited(EvaluationChoice.class, "evaluation.batch", batch);
        if (latentSpace && images > 0) {
            Values.atLeast(Projection.FEWEST_POINTS, "evaluation.images", images);
        }
        if (!noise.isEmpty()) {
            checkNoise("evaluation.noise", noise);
        }
        noises.forEach(each -> checkNoise("evaluation.noises", each));
        if (!classifier.isEmpty()) {
            Values.name("evaluation.classifier", classifier);
        }
        scales.forEach(each -> {
            if (!(each >= SMALLEST_SCALE && each <= LARGEST_SCALE)) {
                throw new WrongValue("evaluation.scales", "must be within 0.1 to 10, found " + each);
            }
        });
        strangers.forEach(each -> SetName.check("evaluation.strangers", each));
    }

    static EvaluationChoice usual() {
        return new EvaluationChoice(0, 0, 1, "", List.of(), "", false, List.of(), List.of());
    }

    static void checkNoise(String key, String noise) {
        try {
            NoiseModel.parse(noise);
        } catch (IllegalArgumentException wrong) {
            throw new WrongValue(key, "is wrong: " + wrong.getMessage());
        }
    }
}
