package io.limpid.inference;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.Pixels;
import java.util.OptionalDouble;

/**
 * A denoiser's answer to one image.
 *
 * @param image of the same shape, in [0,1]
 * @param latent the encoder's output
 * @param anomaly how unlike the training images the input is: one in a hundred of them lies above 1, strangers well above;
 *     empty where the model carries no calibration
 */
public record Denoised(Pixels image, LatentVector latent, OptionalDouble anomaly) {
    public Denoised {
        requireNonNull(image, "image");
        requireNonNull(latent, "latent");
        requireNonNull(anomaly, "anomaly");
    }
}
