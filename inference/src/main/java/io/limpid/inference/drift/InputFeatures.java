package io.limpid.inference.drift;

import io.limpid.contracts.image.Pixels;
import java.util.List;

/** What is compared of an input image: mean and standard deviation of its values, and its noise. */
public final class InputFeatures {
    /** In the order of the features. */
    public static final List<String> NAMES = List.of("mean", "deviation", "noise_sigma");

    private InputFeatures() {}

    /** @param noiseSigma see {@link NoiseSigma} */
    public static double[] of(Pixels image, float noiseSigma) {
        int size = image.shape().size();
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += image.get(i);
        }
        double mean = sum / size;
        double squares = 0;
        for (int i = 0; i < size; i++) {
            double difference = image.get(i) - mean;
            squares += difference * difference;
        }
        return new double[] {mean, Math.sqrt(squares / size), noiseSigma};
    }
}
