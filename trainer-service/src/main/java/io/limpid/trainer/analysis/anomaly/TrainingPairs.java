package io.limpid.trainer.analysis.anomaly;

import io.limpid.contracts.image.Pixels;
import java.util.List;

/**
 * Training images, of one shape that the model takes.
 *
 * @param clean at least {@link AnomalyCalibration#FEWEST_PAIRS}
 * @param noisy the same images with the noise of the training, in the same order
 */
public record TrainingPairs(List<Pixels> clean, List<Pixels> noisy) {
    /** @throws IllegalArgumentException when there are too few, or not as many noisy as clean */
    public TrainingPairs {
        clean = List.copyOf(clean);
        noisy = List.copyOf(noisy);
        if (clean.size() != noisy.size() || clean.size() < AnomalyCalibration.FEWEST_PAIRS) {
            throw new IllegalArgumentException("expected at least %d clean images and as many noisy, found %d and %d"
                    .formatted(AnomalyCalibration.FEWEST_PAIRS, clean.size(), noisy.size()));
        }
    }

    int size() {
        return clean.size();
    }
}
