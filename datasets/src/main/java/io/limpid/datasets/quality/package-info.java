/** Measures of denoised images, and of classifiers. */
package io.limpid.datasets.quality;
