package io.limpid.trainer.evaluation;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.ImageSet;
import io.limpid.datasets.noise.NoisyImages;
import io.limpid.datasets.quality.ClassificationReport;
import io.limpid.datasets.quality.Quality;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.Scores;
import io.limpid.reports.Picture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures a denoiser as ONNX Runtime runs it: MSE, PSNR and SSIM, means over images, before and after; and, where a frame
 * classifier is given, its report on the clean, the noisy and the denoised images.
 */
public final class DenoiserEvaluation {
    private static final int CHUNK = 256;
    private static final int SAMPLES = 10;

    private final NoisyImages images;
    private final long seed;
    private final ImageShape shape;
    private final Measures before = new Measures();
    private final Measures after = new Measures();
    private final Map<String, ClassificationReport> reports = new LinkedHashMap<>();
    private final List<float[]> cleanSamples = new ArrayList<>();
    private final List<float[]> noisySamples = new ArrayList<>();
    private final List<float[]> denoisedSamples = new ArrayList<>();

    /** @param seed of the noise */
    public DenoiserEvaluation(NoisyImages images, long seed) {
        this.images = images;
        this.seed = seed;
        ImageSet.Shape each = images.clean().shape();
        this.shape = new ImageShape(each.channels(), each.height(), each.width());
    }

    public Evaluation run(DenoiserModel denoiser, Optional<ClassifierModel> classifier) throws InferenceException {
        for (int from = 0; from < images.size(); from += CHUNK) {
            chunk(from, Math.min(images.size(), from + CHUNK), denoiser, classifier);
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        before.put(metrics, "noisy");
        after.put(metrics, "denoised");
        reports.forEach((what, report) -> metrics.put("accuracy_" + what, report.accuracy()));
        return new Evaluation(
                metrics,
                reports,
                List.of(
                        new Picture.Row("clean", cleanSamples),
                        new Picture.Row("noisy", noisySamples),
                        new Picture.Row("denoised", denoisedSamples)));
    }

    private void chunk(int from, int to, DenoiserModel denoiser, Optional<ClassifierModel> classifier)
            throws InferenceException {
        List<Pixels> clean = new ArrayList<>(to - from);
        List<Pixels> noisy = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            clean.add(Pixels.of(shape, images.clean().image(i)));
            noisy.add(Pixels.of(shape, images.image(i, seed)));
        }
        List<Pixels> denoised =
                denoiser.denoise(noisy).stream().map(Denoised::image).toList();
        for (int k = 0; k < clean.size(); k++) {
            measure(
                    clean.get(k).toArray(),
                    noisy.get(k).toArray(),
                    denoised.get(k).toArray());
        }
        if (classifier.isPresent()) {
            report("clean", from, classifier.get().classifyFrames(clean));
            report("noisy", from, classifier.get().classifyFrames(noisy));
            report("denoised", from, classifier.get().classifyFrames(denoised));
        }
    }

    private void measure(float[] clean, float[] noisy, float[] denoised) {
        before.add(noisy, clean, shape);
        after.add(denoised, clean, shape);
        if (cleanSamples.size() < SAMPLES) {
            cleanSamples.add(clean);
            noisySamples.add(noisy);
            denoisedSamples.add(denoised);
        }
    }

    private void report(String what, int from, List<Scores> scores) {
        ClassificationReport report = reports.computeIfAbsent(
                what, name -> new ClassificationReport(images.clean().labelNames()));
        for (int k = 0; k < scores.size(); k++) {
            report.add(images.clean().label(from + k), scores.get(k).argmax());
        }
    }

    /** Sums over images. */
    private static final class Measures {
        private int count;
        private double mse;
        private double psnr;
        private double ssim;
        private static final double HIGHEST_PSNR = 100;

        void add(float[] image, float[] clean, ImageShape shape) {
            count++;
            mse += Quality.mse(image, clean);
            // equal images would make the mean infinite
            psnr += Math.min(HIGHEST_PSNR, Quality.psnr(image, clean));
            ssim += Quality.ssim(image, clean, shape.channels(), shape.height(), shape.width());
        }

        void put(Map<String, Double> metrics, String what) {
            metrics.put("mse_" + what, mse / count);
            metrics.put("psnr_" + what, psnr / count);
            metrics.put("ssim_" + what, ssim / count);
        }
    }
}
