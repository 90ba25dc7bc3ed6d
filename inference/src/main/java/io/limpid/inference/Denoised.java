package io.limpid.inference;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.Pixels;

/** A denoiser's answer to one image: the image of the same shape, in [0,1], and the latent vector. */
public record Denoised(Pixels image, LatentVector latent) {
    public Denoised {
        requireNonNull(image, "image");
        requireNonNull(latent, "latent");
    }
}
