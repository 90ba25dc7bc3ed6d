package io.limpid.trainer.job;

import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.SessionSettings;
import io.limpid.trainer.evaluation.ClassifierEvaluation;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.evaluation.TestImages;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.recipe.EvaluationChoice;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.training.LearnerKind;
import io.limpid.trainer.training.Objective;
import io.limpid.trainer.training.Samples;
import java.util.ArrayList;
import java.util.List;

/** A classifier of pictures. */
final class FrameClassifierJob implements Job {
    private final Recipe recipe;
    private final LabelledImages images;

    FrameClassifierJob(Recipe recipe, LabelledImages images) {
        this.recipe = recipe;
        this.images = images;
    }

    @Override
    public JobData data() {
        return images.facts();
    }

    @Override
    public Network network() {
        return NetworkFactory.frameClassifier(
                recipe.network(), images.shape(), images.training().labelNames().size());
    }

    @Override
    public LearnerKind learner() {
        return LearnerKind.by(Objective.CROSS_ENTROPY);
    }

    @Override
    public Samples training() {
        return images.classes(images.training());
    }

    @Override
    public Samples validation() {
        return images.classes(images.held());
    }

    @Override
    public String latentSpace() {
        return "";
    }

    @Override
    public Evaluation evaluate(byte[] onnx) throws ModelRejectedException, InferenceException {
        SessionSettings settings = SessionSettings.cpu(Runtime.getRuntime().availableProcessors());
        EvaluationChoice choice = recipe.evaluation();
        String own = choice.noise().isEmpty() ? recipe.noise() : choice.noise();
        try (ClassifierModel model = ClassifierModel.open(onnx, settings)) {
            Evaluation evaluation = under("none", "clean", model);
            if (!own.equals("none")) {
                evaluation.add(under(own, "noisy", model));
            }
            for (String noise : choice.noises()) {
                evaluation.add(under(noise, "noisy@" + noise, model));
            }
            return evaluation;
        }
    }

    private Evaluation under(String noise, String what, ClassifierModel model) throws InferenceException {
        TestImages tests = images.tests();
        NoiseModel added = NoiseModel.parse(noise);
        List<Pixels> pixels = new ArrayList<>(tests.size());
        for (int i = 0; i < tests.size(); i++) {
            pixels.add(Pixels.of(
                    tests.shape(i), tests.noisy(i, added, recipe.evaluation().seed())));
        }
        return ClassifierEvaluation.of(model.classifyFrames(pixels), tests::label, tests.labelNames(), what);
    }
}
