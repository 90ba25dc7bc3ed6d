package io.limpid.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.Broken;
import io.limpid.datasets.DataSet;
import io.limpid.datasets.DataSets;
import io.limpid.datasets.ImageSet.Shape;
import io.limpid.datasets.PairSet;
import io.limpid.datasets.PictureRequest;
import io.limpid.datasets.ScaledPairs;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.datasets.noise.NoisyImages;
import io.limpid.datasets.noise.SampleRandom;
import io.limpid.datasets.quality.Quality;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.SessionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the shipped files make of pictures that no training saw, where {@code LIMPID_DATA} has them: measured anew, and printed. MNIST's test set, BSD68,
 * the pages held out of NoisyOffice and the satellite photographs held out of maps; PSNR in dB, means over images.
 */
class ShippedOnDataTest {
    private static final SessionSettings SETTINGS =
            SessionSettings.cpu(Runtime.getRuntime().availableProcessors());
    private static final int BATCH = 32;
    private static final long SEED = 1;
    /** As many enlarged pictures are enough, and take their time. */
    private static final int ENLARGED = 6;

    private static final float STEEP = 0.2f;
    /** Of a model's own kind, with the noise that it is for. */
    private static final double MOST_STRANGE = 0.2;

    private static DataSets data(String... folders) {
        String data = System.getenv().getOrDefault("LIMPID_DATA", "");
        for (String folder : folders) {
            assumeTrue(
                    !data.isBlank() && Files.isDirectory(Path.of(data, folder)),
                    "LIMPID_DATA has no " + folder + ": not measured");
        }
        return DataSets.standard(System.getenv());
    }

    private static byte[] file(String model) {
        return ShippedModels.file(ShippedModels.named(model).orElseThrow());
    }

    /**
     * Of one picture, or the mean of several.
     *
     * @param edges how steep the answer is where the clean picture is steep: 1 is as steep
     * @param strange 1 where the anomaly score is above 1, else 0
     */
    private record Measured(double before, double after, double edges, double strange) {
        static Measured mean(List<Measured> each) {
            return new Measured(
                    mean(each, Measured::before),
                    mean(each, Measured::after),
                    mean(each, Measured::edges),
                    mean(each, Measured::strange));
        }

        private static double mean(List<Measured> each, ToDoubleFunction<Measured> figure) {
            return each.stream().mapToDouble(figure).average().orElseThrow();
        }
    }

    /**
     * @param size of the pictures, of their own
     * @param least dB that answers must reach
     * @param gain dB that they must be above what went in; -inf for pictures that are clean already
     */
    @ParameterizedTest(name = "{0} on {1} at {3} x with {4}")
    @CsvSource({
        "photo-grey,      bsd400,      bsd400 bsd68, 1, none,                      45,   -inf",
        "photo-grey,      bsd400,      bsd400 bsd68, 1, gaussian:0.01961:unclipped, 37,   2",
        "photo-grey,      bsd400,      bsd400 bsd68, 1, gaussian:0.05882:unclipped, 31.0, 6",
        "photo-grey,      bsd400,      bsd400 bsd68, 1, gaussian:0.09804:unclipped, 28.5, 8",
        "photo-grey,      bsd400,      bsd400 bsd68, 1, gaussian:0.19608:unclipped, 25.5, 11",
        "photo-grey-int8, bsd400,      bsd400 bsd68, 1, gaussian:0.09804:unclipped, 28.4, 8",
        "photo-colour,    satellite,   maps,        1, none,                      37.5, -inf",
        "photo-colour,    satellite,   maps,        1, gaussian:0.05882:unclipped, 31.5, 6",
        "photo-colour,    satellite,   maps,        1, gaussian:0.09804:unclipped, 29,   8",
        "photo-colour,    satellite,   maps,        1, gaussian:0.19608:unclipped, 25.8, 10",
        "photo-colour,    satellite,   maps,        1, gaussian:0.09804+jpeg:90,   28.4, 5",
        "documents,       noisyoffice, noisyoffice/noisy noisyoffice/clean, 1, none,                      25,   10",
        "documents,       noisyoffice, noisyoffice/noisy noisyoffice/clean, 2, none,                      32,   15",
        "documents,       noisyoffice, noisyoffice/noisy noisyoffice/clean, 3, none,                      32,   15"
    })
    void cleansPictures(String model, String set, String folders, double size, String noise, double least, String gain)
            throws Exception {
        PairSet own = data(folders.split(" "))
                .loadPictures(request(set, model.equals("photo-colour") ? 3 : 1), line -> {})
                .test();
        PairSet pictures = size == 1 ? own : new ScaledPairs(own, size);
        try (DenoiserModel denoiser = DenoiserModel.open(file(model), SETTINGS)) {
            int count = size == 1 ? pictures.size() : Math.min(ENLARGED, pictures.size());
            Measured mean = measured(denoiser, pictures, count, NoiseModel.parse(noise));

            System.out.printf("%s on %s at %s x, %s: %s%n", model, set, size, noise, mean);
            assertThat(mean.after()).isGreaterThanOrEqualTo(least);
            if (model.equals("documents")) {
                assertThat(mean.edges()).as("letters' edges").isBetween(0.85, 1.15);
            }
            if (!gain.equals("-inf")) {
                assertThat(mean.after() - mean.before()).isGreaterThanOrEqualTo(Double.parseDouble(gain));
                assertThat(mean.strange()).as("share said to be strange").isLessThanOrEqualTo(MOST_STRANGE);
            }
        }
    }

    /** As recipes split: by default. */
    private static PictureRequest request(String set, int channels) {
        return new PictureRequest(set, channels, 0, 0.2, 1, 0, Broken.REFUSE);
    }

    private static Measured measured(DenoiserModel denoiser, PairSet pictures, int count, NoiseModel noise) {
        return Measured.mean(IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> one(denoiser, pictures, i, noise))
                .toList());
    }

    private static Measured one(DenoiserModel denoiser, PairSet pictures, int index, NoiseModel noise) {
        Shape shape = pictures.shape(index);
        float[] clean = pictures.clean(index);
        float[] noisy = pictures.input(index);
        noise.apply(noisy, 0, shape, SampleRandom.of(SEED, index));
        try {
            Pixels image = Pixels.of(new ImageShape(shape.channels(), shape.height(), shape.width()), noisy.clone());
            Denoised denoised = denoiser.denoise(List.of(image)).get(0);
            float[] answer = denoised.image().toArray();
            double strange = denoised.anomaly().orElseThrow() > 1 ? 1 : 0;
            double edges = steepness(answer, clean, shape) / steepness(clean, clean, shape);
            return new Measured(Quality.psnr(noisy, clean), Quality.psnr(answer, clean), edges, strange);
        } catch (Exception failure) {
            throw new IllegalStateException(pictures.name(index), failure);
        }
    }

    /** The sum of all steps from a pixel to its right neighbour, where that of the clean picture is a fifth of the range or more. */
    private static double steepness(float[] picture, float[] clean, Shape shape) {
        double sum = 0;
        for (int i = 1; i < clean.length; i++) {
            boolean isEdge = i % shape.width() > 0 && Math.abs(clean[i] - clean[i - 1]) >= STEEP;
            sum += isEdge ? Math.abs(picture[i] - picture[i - 1]) : 0;
        }
        return sum;
    }

    /** With the label that the head reads from the latent vector. */
    @ParameterizedTest(name = "digits under Gaussian noise of {0}")
    @CsvSource({"0.3, 23.5, 0.93, 0.985", "0.5, 20.5, 0.87, 0.975", "0.8, 17.0, 0.75, 0.90"})
    void cleansAndReadsDigits(String sigma, double psnr, double ssim, double accuracy) throws Exception {
        DataSet mnist = data("mnist").load("mnist", line -> {});
        NoisyImages noisy = new NoisyImages(mnist.test(), NoiseModel.parse("gaussian:" + sigma));
        NoisyImages clean = new NoisyImages(mnist.test(), NoiseModel.parse("none"));
        try (DenoiserModel denoiser = DenoiserModel.open(file("digits"), SETTINGS);
                ClassifierModel head = ClassifierModel.open(file("digits-head"), SETTINGS)) {
            List<double[]> batches = IntStream.range(0, noisy.size() / BATCH)
                    .parallel()
                    .mapToObj(batch -> sums(denoiser, head, noisy, clean, batch * BATCH))
                    .toList();

            double[] mean = new double[3];
            for (double[] sums : batches) {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += sums[i] / (batches.size() * BATCH);
                }
            }
            System.out.printf(
                    "digits on MNIST, gaussian:%s: PSNR %.2f dB, SSIM %.3f, accuracy %.4f%n",
                    sigma, mean[0], mean[1], mean[2]);
            assertThat(mean[0]).isGreaterThanOrEqualTo(psnr);
            assertThat(mean[1]).isGreaterThanOrEqualTo(ssim);
            assertThat(mean[2]).isGreaterThanOrEqualTo(accuracy);
        }
    }

    /** PSNR, SSIM and right labels, of a batch. */
    private static double[] sums(
            DenoiserModel denoiser, ClassifierModel head, NoisyImages noisy, NoisyImages clean, int from) {
        ImageShape shape = new ImageShape(1, 28, 28);
        List<Pixels> images = new ArrayList<>();
        for (int i = from; i < from + BATCH; i++) {
            images.add(Pixels.of(shape, noisy.image(i, SEED)));
        }
        double[] sums = new double[3];
        try {
            List<Denoised> answers = denoiser.denoise(images);
            var labels =
                    head.classifyLatents(answers.stream().map(Denoised::latent).toList());
            for (int i = 0; i < BATCH; i++) {
                float[] expected = clean.image(from + i, SEED);
                float[] found = answers.get(i).image().toArray();
                sums[0] += Quality.psnr(found, expected);
                sums[1] += Quality.ssim(found, expected, 1, 28, 28);
                sums[2] += labels.get(i).argmax() == noisy.clean().label(from + i) ? 1 : 0;
            }
            return sums;
        } catch (Exception failure) {
            throw new IllegalStateException("images from " + from + " on", failure);
        }
    }
}
