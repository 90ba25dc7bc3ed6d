package io.limpid.trainer.job;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.DataSet;
import io.limpid.datasets.ImageSet;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.datasets.noise.NoisyImages;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.LatentVector;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.Scores;
import io.limpid.inference.SessionSettings;
import io.limpid.trainer.evaluation.ClassifierEvaluation;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.network.Networks;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.training.Objective;
import io.limpid.trainer.training.Samples;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A classifier of the latent vectors of one denoiser. The vectors are computed by that denoiser's ONNX file, from noisy images,
 * so that the head learns from what it will see on the stream.
 */
final class LatentHeadJob implements Job {
    private static final int CHUNK = 256;

    private final Recipe recipe;
    private final DataSet data;
    private final byte[] encoder;
    private final String latentSpace;
    private final int latentSize;
    private final Encoded training;
    private final Encoded validation;

    /** Images' latent vectors, one after another, and their classes. */
    private record Encoded(FloatBuffer latents, ImageSet images) {}

    LatentHeadJob(Recipe recipe, DataSet data, byte[] encoder) throws ModelRejectedException, InferenceException {
        this.recipe = recipe;
        this.data = data;
        this.encoder = encoder.clone();
        try (DenoiserModel model = open()) {
            this.latentSpace = model.description().latentSpace();
            this.latentSize =
                    latentsOf(model, data.train().slice(0, 1), 0).get(0).size();
            this.training = encode(model, Job.trained(data, recipe), recipe.seed());
            this.validation = encode(model, Job.held(data, recipe), recipe.seed());
        }
    }

    private DenoiserModel open() throws ModelRejectedException {
        return DenoiserModel.open(
                encoder, SessionSettings.cpu(Runtime.getRuntime().availableProcessors()));
    }

    private Encoded encode(DenoiserModel model, ImageSet images, long seed) throws InferenceException {
        FloatBuffer latents = FloatBuffer.allocate(images.size() * latentSize);
        for (LatentVector latent : latentsOf(model, images, seed)) {
            latent.copyTo(latents);
        }
        return new Encoded(latents, images);
    }

    private List<LatentVector> latentsOf(DenoiserModel model, ImageSet images, long seed) throws InferenceException {
        ImageSet.Shape each = images.shape();
        ImageShape shape = new ImageShape(each.channels(), each.height(), each.width());
        NoisyImages noisy = new NoisyImages(images, NoiseModel.parse(recipe.noise()));
        List<LatentVector> latents = new ArrayList<>(images.size());
        for (int from = 0; from < images.size(); from += CHUNK) {
            List<Pixels> chunk = new ArrayList<>(CHUNK);
            for (int i = from; i < Math.min(images.size(), from + CHUNK); i++) {
                chunk.add(Pixels.of(shape, noisy.image(i, seed)));
            }
            model.denoise(chunk).stream().map(Denoised::latent).forEach(latents::add);
        }
        return latents;
    }

    @Override
    public Network network() {
        return Networks.latentHead(latentSize, data.train().labelNames().size());
    }

    @Override
    public Objective objective() {
        return Objective.CROSS_ENTROPY;
    }

    @Override
    public Samples training() {
        return samples(training);
    }

    @Override
    public Samples validation() {
        return samples(validation);
    }

    private Samples samples(Encoded encoded) {
        return new Samples() {
            @Override
            public int size() {
                return encoded.images().size();
            }

            @Override
            public int targetSize() {
                return encoded.images().labelNames().size();
            }

            @Override
            public void fill(int index, int epoch, float[] input, int inputOffset, float[] target, int targetOffset) {
                encoded.latents().get(index * latentSize, input, inputOffset, latentSize);
                target[targetOffset + encoded.images().label(index)] = 1;
            }
        };
    }

    @Override
    public String latentSpace() {
        return latentSpace;
    }

    @Override
    public Evaluation evaluate(byte[] onnx) throws ModelRejectedException, InferenceException {
        int count = recipe.evaluation().images();
        ImageSet test = count == 0 ? data.test() : data.test().slice(0, count);
        try (DenoiserModel denoiser = open();
                ClassifierModel head = ClassifierModel.open(onnx, SessionSettings.cpu(1))) {
            List<LatentVector> latents =
                    latentsOf(denoiser, test, recipe.evaluation().seed());
            List<Scores> scores = head.classifyLatents(latents);
            return ClassifierEvaluation.of(scores, test::label, test.labelNames(), "latent");
        }
    }
}
