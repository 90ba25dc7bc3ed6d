package io.limpid.trainer.analysis.anomaly;

import io.limpid.inference.LatentVector;
import java.util.List;

/** Where latent vectors of training images lie. One more feature of an image: how far its own lies from there. */
final class LatentCloud {
    /** The longest vectors whose covariance is worth its size in the file: 1 MiB. Longer ones are left out of the score. */
    static final int LONGEST = 512;
    /** Added before the logarithm. */
    static final double LEAST_DISTANCE = 1e-3;

    private final Whitening whitening;

    private LatentCloud(Whitening whitening) {
        this.whitening = whitening;
    }

    static LatentCloud of(List<LatentVector> latents) {
        return new LatentCloud(
                Whitening.of(latents.stream().map(LatentCloud::values).toList()));
    }

    Whitening whitening() {
        return whitening;
    }

    double feature(LatentVector latent) {
        return Math.log(whitening.distance(values(latent)) + LEAST_DISTANCE);
    }

    private static double[] values(LatentVector latent) {
        double[] values = new double[latent.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = latent.get(i);
        }
        return values;
    }
}
