/** images.noisy to images.denoised: pictures in, clean pictures with their latent vectors out. */
@NullMarked
package io.limpid.denoiser;

import org.jspecify.annotations.NullMarked;
