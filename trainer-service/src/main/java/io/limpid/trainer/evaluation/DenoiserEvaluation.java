package io.limpid.trainer.evaluation;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.datasets.quality.ClassificationReport;
import io.limpid.datasets.quality.Quality;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures a denoiser as ONNX Runtime runs it, under one noise: MSE, L1, PSNR and SSIM, means over images, before and after; the
 * error against the noisy image and the sum of batch errors, which some sources report; and, where a frame classifier is given, its
 * report on the clean, the noisy and the denoised images.
 */
public final class DenoiserEvaluation {
    private static final int CHUNK = 256;
    /** Figures' names end so where pictures are measured in another size. */
    private static final String OF_SIZE = "@scale:";

    private final TestImages images;
    private final NoiseModel noise;
    private final long seed;
    private final BatchErrors errors;
    private final Measures before = new Measures();
    private final Measures after = new Measures();
    private final Map<String, ClassificationReport> reports = new LinkedHashMap<>();
    private final SampleSheet samples;
    private double toNoisy;

    /**
     * @param seed of the noise
     * @param batch whose errors are summed
     */
    public DenoiserEvaluation(TestImages images, NoiseModel noise, long seed, int batch) {
        this.images = images;
        this.noise = noise;
        this.seed = seed;
        this.errors = new BatchErrors(batch);
        this.samples = new SampleSheet(noise.toString());
    }

    /** @param suffix behind each metric's name: empty, or such as {@code @gaussian:0.8} */
    public Evaluation run(DenoiserModel denoiser, Optional<ClassifierModel> classifier, String suffix)
            throws InferenceException {
        for (int from = 0; from < images.size(); ) {
            int to = chunkEnd(from);
            chunk(from, to, denoiser, classifier);
            from = to;
        }
        Evaluation evaluation = new Evaluation();
        before.put(evaluation, "noisy" + suffix);
        after.put(evaluation, "denoised" + suffix);
        evaluation.metric("mse_to_noisy" + suffix, toNoisy / images.size()).metric("error_sum" + suffix, errors.sum());
        reports.forEach((what, report) -> evaluation.report(what + suffix, report));
        if (suffix.startsWith(OF_SIZE)) {
            samples.of(suffix.substring(1));
        }
        samples.sheets().forEach(evaluation::sheet);
        return evaluation;
    }

    /** A chunk's images have one shape. */
    private int chunkEnd(int from) {
        int to = from + 1;
        while (to < Math.min(images.size(), from + CHUNK) && images.shape(to).equals(images.shape(from))) {
            to++;
        }
        return to;
    }

    private void chunk(int from, int to, DenoiserModel denoiser, Optional<ClassifierModel> classifier)
            throws InferenceException {
        ImageShape shape = images.shape(from);
        List<Pixels> clean = new ArrayList<>(to - from);
        List<Pixels> noisy = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            clean.add(Pixels.of(shape, images.clean(i)));
            noisy.add(Pixels.of(shape, images.noisy(i, noise, seed)));
        }
        List<Denoised> answers = denoiser.denoise(noisy);
        for (int k = 0; k < clean.size(); k++) {
            measure(clean.get(k), noisy.get(k), answers.get(k));
        }
        if (classifier.isPresent()) {
            report("clean", from, classifier.get().classifyFrames(clean));
            report("noisy", from, classifier.get().classifyFrames(noisy));
            report(
                    "denoised",
                    from,
                    classifier
                            .get()
                            .classifyFrames(
                                    answers.stream().map(Denoised::image).toList()));
        }
    }

    private void measure(Pixels cleanPixels, Pixels noisyPixels, Denoised answer) {
        float[] clean = cleanPixels.toArray();
        float[] noisy = noisyPixels.toArray();
        float[] denoised = answer.image().toArray();
        before.add(noisy, clean, cleanPixels.shape());
        after.add(denoised, clean, cleanPixels.shape());
        toNoisy += Quality.mse(denoised, noisy);
        errors.add(Quality.mse(denoised, clean));
        samples.add(cleanPixels, noisyPixels, answer);
    }

    private void report(String what, int from, List<io.limpid.inference.Scores> scores) {
        ClassificationReport report =
                reports.computeIfAbsent(what, name -> new ClassificationReport(images.labelNames()));
        for (int k = 0; k < scores.size(); k++) {
            report.add(images.label(from + k), scores.get(k).argmax());
        }
    }
}
