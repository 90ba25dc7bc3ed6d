package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.limpid.onnx.OnnxGraph;

/**
 * Layers that, while training, put zeros for a random part of the values and scale the rest so that the mean stays; once trained
 * they do nothing and leave no nodes (Srivastava et al., 2014).
 */
public final class DropoutLayers {
    private DropoutLayers() {}

    private interface TrainingOnly extends Layer {
        @Override
        default boolean trainingOnly() {
            return true;
        }

        @Override
        default void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            throw new UnsupportedOperationException("dropout has no nodes; layers that only training has are left out");
        }
    }

    /** Each value goes with that probability. */
    public record Dropout(double probability) implements TrainingOnly {
        public Dropout {
            requireProbability(probability);
        }

        @Override
        public Block block() {
            return ai.djl.nn.norm.Dropout.builder().optRate((float) probability).build();
        }
    }

    /** Each channel of each image goes as a whole with that probability (Tompson et al., 2015). */
    public record Dropout2d(double probability) implements TrainingOnly {
        public Dropout2d {
            requireProbability(probability);
        }

        @Override
        public Block block() {
            return new FunctionBlock(this, (input, training) -> training ? input.mul(mask(input)) : input);
        }

        private NDArray mask(NDArray input) {
            Shape channels = new Shape(input.getShape().get(0), input.getShape().get(1), 1, 1);
            NDArray kept = input.getManager()
                    .randomUniform(0, 1, channels)
                    .gte(probability)
                    .toType(DataType.FLOAT32, false);
            return Scaling.times(kept, 1 / (1 - probability));
        }
    }

    private static void requireProbability(double probability) {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException("expected a dropout probability in [0,1), found " + probability);
        }
    }
}
