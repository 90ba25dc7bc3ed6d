/**
 * Limpid for Java programs: {@link io.limpid.client.LimpidClient} publishes images, reads what becomes of them, and asks for single
 * images to be denoised.
 */
@NullMarked
package io.limpid.client;

import org.jspecify.annotations.NullMarked;
