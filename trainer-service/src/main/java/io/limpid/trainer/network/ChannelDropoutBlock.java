package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** See {@link Layers.ChannelDropout}; DJL's own dropout leaves out single values. */
final class ChannelDropoutBlock extends ShapeKeepingBlock {
    private final float share;

    ChannelDropoutBlock(float share) {
        this.share = share;
    }

    @Override
    NDArray forward(NDArray input, boolean training) {
        if (!training || share == 0) {
            return input;
        }
        Shape channels = new Shape(input.getShape().get(0), input.getShape().get(1), 1, 1);
        NDArray kept = input.getManager()
                .randomUniform(0, 1, channels)
                .gte(share)
                .toType(DataType.FLOAT32, false)
                .div(1 - share);
        return input.mul(kept);
    }
}
