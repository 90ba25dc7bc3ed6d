package io.limpid.trainer.job;

import io.limpid.datasets.ImageSet;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.training.LearnerKind;
import io.limpid.trainer.training.Samples;
import java.io.IOException;

/** A denoiser of labelled images: noisy ones in, clean ones as targets. */
final class DenoiserJob implements Job {
    private final Recipe recipe;
    private final LabelledImages images;
    private final Judge judge;

    DenoiserJob(Recipe recipe, LabelledImages images, Judge judge) {
        this.recipe = recipe;
        this.images = images;
        this.judge = judge;
    }

    @Override
    public JobData data() {
        return images.facts();
    }

    @Override
    public Network network() {
        return NetworkFactory.denoiser(recipe.network(), images.shape());
    }

    @Override
    public LearnerKind learner() {
        return Learners.of(
                recipe, images.shape(), images.training().labelNames().size());
    }

    @Override
    public Samples training() {
        return pairs(images.training());
    }

    @Override
    public Samples validation() {
        return pairs(images.held());
    }

    private Samples pairs(ImageSet set) {
        return recipe.labelWeight() > 0 ? images.labelledPairs(set) : images.pairs(set);
    }

    @Override
    public String latentSpace() {
        return "";
    }

    @Override
    public Evaluation evaluate(byte[] onnx) throws ModelRejectedException, InferenceException, IOException {
        return judge.evaluate(onnx, images.trainingImages(), images.tests());
    }
}
