package io.limpid.trainer.job;

import io.limpid.datasets.noise.NoiseModel;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.SessionSettings;
import io.limpid.trainer.evaluation.DenoiserEvaluation;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.evaluation.TestImages;
import io.limpid.trainer.recipe.EvaluationChoice;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Measures a denoiser under every noise that its recipe names. */
final class Judge {
    private final Recipe recipe;
    private final Optional<RunFolder> classifier;

    /** @param classifier the run of the frame classifier that judges; may be empty */
    Judge(Recipe recipe, Optional<RunFolder> classifier) {
        this.recipe = recipe;
        this.classifier = classifier;
    }

    Evaluation evaluate(byte[] onnx, TestImages images) throws ModelRejectedException, InferenceException, IOException {
        SessionSettings settings = SessionSettings.cpu(Runtime.getRuntime().availableProcessors());
        try (DenoiserModel denoiser = DenoiserModel.open(onnx, settings)) {
            if (classifier.isEmpty()) {
                return evaluate(denoiser, Optional.empty(), images);
            }
            byte[] file = Files.readAllBytes(classifier.get().model());
            try (ClassifierModel model = ClassifierModel.open(file, settings)) {
                return evaluate(denoiser, Optional.of(model), images);
            }
        }
    }

    private Evaluation evaluate(DenoiserModel denoiser, Optional<ClassifierModel> model, TestImages images)
            throws InferenceException {
        EvaluationChoice choice = recipe.evaluation();
        String own = choice.noise().isEmpty() ? recipe.noise() : choice.noise();
        Evaluation all = under(own, images).run(denoiser, model, "");
        for (String noise : choice.noises()) {
            all.add(under(noise, images).run(denoiser, model, "@" + noise));
        }
        return all;
    }

    private DenoiserEvaluation under(String noise, TestImages images) {
        return new DenoiserEvaluation(
                images, NoiseModel.parse(noise), recipe.evaluation().seed(), recipe.batch());
    }
}
