/** images.denoised to images.labels: frames in, labels as JSON out. */
@NullMarked
package io.limpid.classifier;

import org.jspecify.annotations.NullMarked;
