/** What a latent space looks like: projections, a linear probe, and how well a score tells two groups apart. */
@NullMarked
package io.limpid.trainer.analysis;

import org.jspecify.annotations.NullMarked;
