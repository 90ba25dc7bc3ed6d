package io.limpid.trainer.job;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.PairSet;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.SessionSettings;
import io.limpid.inference.drift.TrainingStatistics;
import io.limpid.trainer.analysis.anomaly.AnomalyCalibration;
import io.limpid.trainer.analysis.anomaly.AnomalyNodes;
import io.limpid.trainer.analysis.anomaly.TrainingPairs;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.TaskName;
import io.limpid.trainer.training.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives a job's denoiser its anomaly score, calibrated once on its training images, and says what those were like. */
final class Scoring {
    /** Multiply-adds a calibration may cost; networks that need more for an image are calibrated on fewer. */
    private static final double AFFORDABLE = 2e11;
    /** The same for whole pictures, in each range of sizes; they are left out if so many are not enough. */
    private static final double AFFORDABLE_WHOLE = 2e12;

    private final Recipe recipe;
    private final Job job;
    private @Nullable AnomalyCalibration calibration;
    private @Nullable TrainingStatistics statistics;

    Scoring(Recipe recipe, Job job) {
        this.recipe = recipe;
        this.job = job;
    }

    /** The model with a score; classifiers, and denoisers of too few images, as they are. */
    byte[] addTo(byte[] onnx) throws ModelRejectedException, InferenceException {
        Samples samples = job.training();
        if (recipe.task() != TaskName.DENOISE || samples.size() < AnomalyCalibration.FEWEST_PAIRS) {
            return onnx;
        }
        if (calibration == null) {
            calibrate(onnx, samples);
        }
        return AnomalyNodes.addTo(onnx, calibration);
    }

    /** What the training images were like, once a model was given its score; empty where none is. */
    Optional<TrainingStatistics> maybeStatistics() {
        return Optional.ofNullable(statistics);
    }

    private void calibrate(byte[] onnx, Samples samples) throws ModelRejectedException, InferenceException {
        Network network = job.network();
        double affordable = AFFORDABLE / AnomalyCalibration.STRENGTHS / Math.max(1, network.multiplyAdds());
        int most = (int) Math.min(AnomalyCalibration.ENOUGH_PAIRS, affordable);
        int count = Math.min(samples.size(), Math.max(AnomalyCalibration.FEWEST_PAIRS, most));
        ImageShape shape = network.inputImage();
        List<Pixels> clean = new ArrayList<>(count);
        List<Pixels> noisy = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            float[] input = new float[shape.size()];
            float[] target = new float[samples.targetSize()];
            samples.fill((int) ((long) i * samples.size() / count), 0, input, 0, target, 0);
            noisy.add(Pixels.of(shape, input));
            // where the target is another picture altogether, the input is as clean as it gets; a label may follow the
            // target
            clean.add(Pixels.of(shape, Arrays.copyOf(recipe.adversary() == null ? target : input, shape.size())));
        }
        SessionSettings settings = SessionSettings.cpu(Runtime.getRuntime().availableProcessors());
        try (DenoiserModel model = DenoiserModel.open(onnx, settings)) {
            calibration = AnomalyCalibration.of(model, TrainingPairs.of(clean, noisy), whole(network));
            statistics = TrainingStatistics.of(model, noisy);
        }
    }

    /**
     * Whole pictures in their own size, if patches of that were trained on, and in those of the recipe. None where networks take one size, where
     * the target is another picture altogether, and where too few are there or can be afforded.
     */
    List<WholePictures> whole(Network network) {
        Optional<PairSet> pictures = job.maybePictures();
        if (!network.anySize() || recipe.adversary() != null || pictures.isEmpty()) {
            return List.of();
        }
        List<Double> scale = recipe.data().scale();
        List<WholePictures> whole = new ArrayList<>();
        if (scale.isEmpty() || scale.get(0) <= 1 && scale.get(1) >= 1) {
            whole(pictures.get(), network, 1, 1).ifPresent(whole::add);
        }
        if (!scale.isEmpty()) {
            whole(pictures.get(), network, scale.get(0), scale.get(1)).ifPresent(whole::add);
        }
        return whole;
    }

    private Optional<WholePictures> whole(PairSet pictures, Network network, double smallest, double largest) {
        double cost = AnomalyCalibration.STRENGTHS_OF_WHOLE
                * Math.max(1, network.multiplyAddsPerPixel())
                * WholePictures.pixels(pictures, largest);
        int most = (int) Math.min(AnomalyCalibration.ENOUGH_PAIRS, AFFORDABLE_WHOLE / cost);
        int count = Math.min(pictures.size(), most);
        return count < AnomalyCalibration.FEWEST_PAIRS
                ? Optional.empty()
                : Optional.of(new WholePictures(
                        pictures,
                        NoiseModel.parse(recipe.noise()),
                        recipe.seed(),
                        recipe.data().patch(),
                        smallest,
                        largest,
                        count));
    }
}
