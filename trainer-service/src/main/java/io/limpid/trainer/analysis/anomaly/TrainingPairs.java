package io.limpid.trainer.analysis.anomaly;

import io.limpid.contracts.image.Pixels;
import java.util.List;

/** Training images, clean and with the noise of the training, each of a shape that the model takes. May make them as they are asked for. */
public interface TrainingPairs {
    /** An image without noise and the same with it, of one shape. */
    record Pair(Pixels clean, Pixels noisy) {}

    int size();

    /** @param index from 0 to below {@link #size} */
    Pair pair(int index);

    /**
     * Pairs that are there.
     *
     * @param noisy the clean images with noise, in the same order
     * @throws IllegalArgumentException when there are not as many noisy as clean
     */
    static TrainingPairs of(List<Pixels> clean, List<Pixels> noisy) {
        if (clean.size() != noisy.size()) {
            throw new IllegalArgumentException("expected as many noisy images as clean ones, found %d and %d"
                    .formatted(noisy.size(), clean.size()));
        }
        return new TrainingPairs() {
            @Override
            public int size() {
                return clean.size();
            }

            @Override
            public Pair pair(int index) {
                return new Pair(clean.get(index), noisy.get(index));
            }
        };
    }
}
