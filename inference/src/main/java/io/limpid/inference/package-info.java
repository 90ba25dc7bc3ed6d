/** ONNX Runtime: models opened from checked bytes, run in batches. */
@NullMarked
package io.limpid.inference;

import org.jspecify.annotations.NullMarked;
