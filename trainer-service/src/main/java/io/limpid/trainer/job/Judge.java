package io.limpid.trainer.job;

import io.limpid.datasets.noise.NoiseModel;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.SessionSettings;
import io.limpid.trainer.evaluation.DenoiserEvaluation;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.evaluation.LatentSpaceStudy;
import io.limpid.trainer.evaluation.ServingSpeed;
import io.limpid.trainer.evaluation.StrangerStudy;
import io.limpid.trainer.evaluation.TestImages;
import io.limpid.trainer.recipe.EvaluationChoice;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/** Measures a denoiser under every noise that its recipe names, its latent space, and what it makes of strangers. */
final class Judge {
    private final Recipe recipe;
    private final Optional<RunFolder> classifier;
    private final Strangers strangers;

    /** @param classifier the run of the frame classifier that judges; may be empty */
    Judge(Recipe recipe, Optional<RunFolder> classifier, Strangers strangers) {
        this.recipe = recipe;
        this.classifier = classifier;
        this.strangers = strangers;
    }

    /** @param training for the linear probe of the latent space */
    Evaluation evaluate(byte[] onnx, TestImages training, TestImages test)
            throws ModelRejectedException, InferenceException, IOException {
        return evaluate(onnx, training, test, Map.of());
    }

    /**
     * @param training for the linear probe of the latent space
     * @param others measured under the recipe's noise besides, by what their figures are called
     */
    Evaluation evaluate(byte[] onnx, TestImages training, TestImages test, Map<String, TestImages> others)
            throws ModelRejectedException, InferenceException, IOException {
        SessionSettings settings = SessionSettings.cpu(Runtime.getRuntime().availableProcessors());
        try (DenoiserModel denoiser = DenoiserModel.open(onnx, settings)) {
            Evaluation evaluation = measured(denoiser, settings, test);
            for (Map.Entry<String, TestImages> other : others.entrySet()) {
                evaluation.add(under(noise(), other.getValue()).run(denoiser, Optional.empty(), "@" + other.getKey()));
            }
            NoiseModel noise = NoiseModel.parse(noise());
            long seed = recipe.evaluation().seed();
            if (recipe.evaluation().latentSpace()) {
                evaluation.add(new LatentSpaceStudy(denoiser, noise, seed).run(training, test));
            }
            if (!recipe.evaluation().strangers().isEmpty()) {
                meet(new StrangerStudy(denoiser, test, noise, seed), test, evaluation);
            }
            return evaluation.add(ServingSpeed.of(onnx, test.shape(0)));
        }
    }

    private void meet(StrangerStudy study, TestImages test, Evaluation evaluation) throws InferenceException {
        for (String name : recipe.evaluation().strangers()) {
            evaluation.add(study.run(name, strangers.of(name, test.shape(0))));
        }
    }

    private String noise() {
        EvaluationChoice choice = recipe.evaluation();
        return choice.noise().isEmpty() ? recipe.noise() : choice.noise();
    }

    private Evaluation measured(DenoiserModel denoiser, SessionSettings settings, TestImages images)
            throws ModelRejectedException, InferenceException, IOException {
        if (classifier.isEmpty()) {
            return measured(denoiser, Optional.empty(), images);
        }
        byte[] file = Files.readAllBytes(classifier.get().model());
        try (ClassifierModel model = ClassifierModel.open(file, settings)) {
            return measured(denoiser, Optional.of(model), images);
        }
    }

    private Evaluation measured(DenoiserModel denoiser, Optional<ClassifierModel> model, TestImages images)
            throws InferenceException {
        Evaluation all = under(noise(), images).run(denoiser, model, "");
        for (String noise : recipe.evaluation().noises()) {
            all.add(under(noise, images).run(denoiser, model, "@" + noise));
        }
        return all;
    }

    private DenoiserEvaluation under(String noise, TestImages images) {
        EvaluationChoice choice = recipe.evaluation();
        int batch = choice.batch() == 0 ? recipe.batch() : choice.batch();
        return new DenoiserEvaluation(images, NoiseModel.parse(noise), choice.seed(), batch);
    }
}
