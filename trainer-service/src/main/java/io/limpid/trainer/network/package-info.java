/** Networks as trees of layers: each layer is both a block to train and the ONNX nodes it becomes. */
@NullMarked
package io.limpid.trainer.network;

import org.jspecify.annotations.NullMarked;
