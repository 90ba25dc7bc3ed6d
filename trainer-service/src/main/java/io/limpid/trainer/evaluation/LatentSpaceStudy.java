package io.limpid.trainer.evaluation;

import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.reports.Scatter;
import io.limpid.trainer.analysis.LinearProbe;
import io.limpid.trainer.analysis.NeighbourAgreement;
import io.limpid.trainer.analysis.Projection;
import io.limpid.trainer.analysis.StratifiedSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Looks at a denoiser's latent space (system A3), once with noise and once without: how well a linear classifier that was trained on the latent
 * vectors of training images labels those of test images; and projections of these on a plane, coloured by label.
 */
public final class LatentSpaceStudy {
    private static final int TO_TRAIN = 10_000;
    private static final int TO_TEST = 5_000;
    private static final int TO_DRAW = 1_000;
    private static final int NEIGHBOURS = 10;
    private static final int CHUNK = 256;

    private final DenoiserModel denoiser;
    private final NoiseModel noise;
    private final long seed;

    /** @param seed of the noise of test images; training images get another */
    public LatentSpaceStudy(DenoiserModel denoiser, NoiseModel noise, long seed) {
        this.denoiser = denoiser;
        this.noise = noise;
        this.seed = seed;
    }

    private record Encoded(float[][] latents, int[] labels) {}

    public Evaluation run(TestImages training, TestImages test) throws InferenceException {
        Evaluation evaluation = new Evaluation();
        look("noisy", noise, training, test, evaluation);
        look("clean", NoiseModel.parse("none"), training, test, evaluation);
        return evaluation;
    }

    private void look(String what, NoiseModel added, TestImages training, TestImages test, Evaluation evaluation)
            throws InferenceException {
        Encoded trained = encoded(training, TO_TRAIN, added, seed + 1_000_000);
        LinearProbe probe = LinearProbe.train(
                trained.latents(), trained.labels(), test.labelNames().size());
        draw(what, encoded(test, TO_TEST, added, seed), probe, test.labelNames(), evaluation);
    }

    private Encoded encoded(TestImages images, int most, NoiseModel added, long noiseSeed) throws InferenceException {
        int count = Math.min(most, images.size());
        float[][] latents = new float[count][];
        int[] labels = new int[count];
        for (int from = 0; from < count; from += CHUNK) {
            List<Pixels> chunk = new ArrayList<>(CHUNK);
            for (int i = from; i < Math.min(count, from + CHUNK); i++) {
                chunk.add(Pixels.of(images.shape(i), images.noisy(i, added, noiseSeed)));
                labels[i] = images.label(i);
            }
            List<Denoised> answers = denoiser.denoise(chunk);
            for (int k = 0; k < answers.size(); k++) {
                latents[from + k] = SampleSheet.vector(answers.get(k).latent());
            }
        }
        return new Encoded(latents, labels);
    }

    private void draw(String what, Encoded encoded, LinearProbe probe, List<String> names, Evaluation evaluation) {
        evaluation.metric("probe_accuracy_" + what, probe.accuracy(encoded.latents(), encoded.labels()));
        int[] some = StratifiedSample.indices(encoded.labels(), TO_DRAW, seed);
        float[][] points = StratifiedSample.pick(encoded.latents(), some);
        int[] labels = StratifiedSample.pick(encoded.labels(), some);
        for (Projection projection : Projection.values()) {
            float[][] plane = projection.of(points, seed);
            double agreement = NeighbourAgreement.of(plane, labels, NEIGHBOURS);
            evaluation.metric("neighbours_" + projection.name().toLowerCase(Locale.ROOT) + "_" + what, agreement);
            byte[] png = new Scatter(projection.label() + ", " + what + " images", "", "")
                    .groups(plane, labels, names)
                    .png();
            evaluation.figure(Evaluation.Figure.of(
                    "latent space, " + projection.label() + ", " + what,
                    String.format(
                            Locale.ROOT,
                            "%d latent vectors of %s test images; of the %d nearest neighbours on the plane %.0f %% share the label",
                            points.length,
                            what,
                            NEIGHBOURS,
                            100 * agreement),
                    png));
        }
    }
}
