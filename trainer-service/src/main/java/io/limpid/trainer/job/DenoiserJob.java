package io.limpid.trainer.job;

import io.limpid.contracts.image.ImageShape;
import io.limpid.datasets.DataSet;
import io.limpid.datasets.ImageSet;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.datasets.noise.NoisyImages;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.SessionSettings;
import io.limpid.trainer.evaluation.DenoiserEvaluation;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.network.Networks;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.training.Objective;
import io.limpid.trainer.training.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** A denoiser: noisy images in, clean ones as targets, fresh noise in every epoch. */
final class DenoiserJob implements Job {
    private final Recipe recipe;
    private final DataSet data;
    private final NoiseModel noise;
    private final Optional<RunFolder> judge;

    /** @param judge the run of the frame classifier that judges; may be empty */
    DenoiserJob(Recipe recipe, DataSet data, Optional<RunFolder> judge) {
        this.recipe = recipe;
        this.data = data;
        this.noise = NoiseModel.parse(recipe.noise());
        this.judge = judge;
    }

    @Override
    public Network network() {
        ImageSet.Shape shape = data.train().shape();
        return Networks.denoisingAutoencoder(
                new ImageShape(shape.channels(), shape.height(), shape.width()),
                recipe.network().latent());
    }

    @Override
    public Objective objective() {
        return Objective.MSE;
    }

    @Override
    public Samples training() {
        return samples(Job.trained(data, recipe));
    }

    @Override
    public Samples validation() {
        return samples(Job.held(data, recipe));
    }

    private Samples samples(ImageSet clean) {
        NoisyImages noisy = new NoisyImages(clean, noise);
        return new Samples() {
            @Override
            public int size() {
                return clean.size();
            }

            @Override
            public int targetSize() {
                return clean.shape().size();
            }

            @Override
            public void fill(int index, int epoch, float[] input, int inputOffset, float[] target, int targetOffset) {
                noisy.copyImage(index, recipe.seed() * 1000 + epoch, input, inputOffset);
                clean.copyImage(index, target, targetOffset);
            }
        };
    }

    @Override
    public String latentSpace() {
        return "";
    }

    @Override
    public Evaluation evaluate(byte[] onnx) throws ModelRejectedException, InferenceException, IOException {
        SessionSettings settings = SessionSettings.cpu(Runtime.getRuntime().availableProcessors());
        int count = recipe.evaluation().images();
        NoisyImages test =
                new NoisyImages(count == 0 ? data.test() : data.test().slice(0, count), noise);
        DenoiserEvaluation evaluation =
                new DenoiserEvaluation(test, recipe.evaluation().seed());
        try (DenoiserModel denoiser = DenoiserModel.open(onnx, settings)) {
            if (judge.isEmpty()) {
                return evaluation.run(denoiser, Optional.empty());
            }
            byte[] classifier = Files.readAllBytes(judge.get().model());
            try (ClassifierModel model = ClassifierModel.open(classifier, settings)) {
                return evaluation.run(denoiser, Optional.of(model));
            }
        }
    }
}
