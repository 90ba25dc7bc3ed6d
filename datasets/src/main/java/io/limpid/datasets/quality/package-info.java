/** Measures of denoised images, and of classifiers. */
@NullMarked
package io.limpid.datasets.quality;

import org.jspecify.annotations.NullMarked;
