package io.limpid.trainer.job;

import io.limpid.contracts.image.Pixels;
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
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.training.LearnerKind;
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
    private final LabelledImages images;
    private final byte[] encoder;
    private final String latentSpace;
    private final int latentSize;
    private final Encoded training;
    private final Encoded validation;

    /** Latent vectors one after another: those of all images, then again under other noise, as often as it was drawn. */
    private record Encoded(FloatBuffer latents, ImageSet images, int draws) {}

    LatentHeadJob(Recipe recipe, LabelledImages images, byte[] encoder)
            throws ModelRejectedException, InferenceException {
        this.recipe = recipe;
        this.images = images;
        this.encoder = encoder.clone();
        try (DenoiserModel model = open()) {
            this.latentSpace = model.description().latentSpace();
            this.latentSize = latentsOf(model, images.training().slice(0, 1), "none", 0)
                    .get(0)
                    .size();
            this.training = encode(model, images.training(), recipe.noiseDraws());
            this.validation = encode(model, images.held(), 1);
        }
    }

    private DenoiserModel open() throws ModelRejectedException {
        return DenoiserModel.open(
                encoder, SessionSettings.cpu(Runtime.getRuntime().availableProcessors()));
    }

    private Encoded encode(DenoiserModel model, ImageSet set, int draws) throws InferenceException {
        FloatBuffer latents =
                FloatBuffer.allocate(Math.multiplyExact(Math.multiplyExact(set.size(), draws), latentSize));
        for (int draw = 0; draw < draws; draw++) {
            for (LatentVector latent : latentsOf(model, set, recipe.noise(), images.noiseSeed(draw))) {
                latent.copyTo(latents);
            }
        }
        return new Encoded(latents, set, draws);
    }

    private List<LatentVector> latentsOf(DenoiserModel model, ImageSet set, String noise, long seed)
            throws InferenceException {
        NoisyImages noisy = new NoisyImages(set, NoiseModel.parse(noise));
        List<LatentVector> latents = new ArrayList<>(set.size());
        for (int from = 0; from < set.size(); from += CHUNK) {
            List<Pixels> chunk = new ArrayList<>(CHUNK);
            for (int i = from; i < Math.min(set.size(), from + CHUNK); i++) {
                chunk.add(Pixels.of(images.shape(), noisy.image(i, seed)));
            }
            model.denoise(chunk).stream().map(Denoised::latent).forEach(latents::add);
        }
        return latents;
    }

    @Override
    public JobData data() {
        return images.facts();
    }

    @Override
    public Network network() {
        return NetworkFactory.latentClassifier(
                recipe.network(), latentSize, images.training().labelNames().size());
    }

    @Override
    public LearnerKind learner() {
        return LearnerKind.by(Objective.CROSS_ENTROPY);
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
                return encoded.images().size() * encoded.draws();
            }

            @Override
            public int targetSize() {
                return encoded.images().labelNames().size();
            }

            @Override
            public void fill(int index, int epoch, float[] input, int inputOffset, float[] target, int targetOffset) {
                encoded.latents().get(index * latentSize, input, inputOffset, latentSize);
                target[
                        targetOffset
                                + encoded.images()
                                        .label(index % encoded.images().size())] = 1;
            }
        };
    }

    @Override
    public String latentSpace() {
        return latentSpace;
    }

    @Override
    public Evaluation evaluate(byte[] onnx) throws ModelRejectedException, InferenceException {
        String own = recipe.evaluation().noise().isEmpty()
                ? recipe.noise()
                : recipe.evaluation().noise();
        try (DenoiserModel denoiser = open();
                ClassifierModel head = ClassifierModel.open(onnx, SessionSettings.cpu(1))) {
            Evaluation evaluation = under(own, "latent", denoiser, head);
            for (String noise : recipe.evaluation().noises()) {
                evaluation.add(under(noise, "latent@" + noise, denoiser, head));
            }
            return evaluation;
        }
    }

    private Evaluation under(String noise, String what, DenoiserModel denoiser, ClassifierModel head)
            throws InferenceException {
        ImageSet test = images.test();
        List<LatentVector> latents =
                latentsOf(denoiser, test, noise, recipe.evaluation().seed());
        List<Scores> scores = head.classifyLatents(latents);
        return ClassifierEvaluation.of(scores, test::label, test.labelNames(), what);
    }
}
