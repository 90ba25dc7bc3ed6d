/** How unlike its training images an input of a denoiser is: features, calibration, and the nodes that carry both into ONNX. */
@NullMarked
package io.limpid.trainer.analysis.anomaly;

import org.jspecify.annotations.NullMarked;
