package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.limpid.onnx.OnnxGraph;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The latent layer of a variational autoencoder (Kingma and Welling, 2014): a mean and a logarithm of variance. While training it
 * yields mean + exp(½·logarithm)·ε, ε standard normal; afterwards the mean.
 */
public record VariationalLinear(int in, int out) implements Layer {
    /** Beyond it the variance says nothing more, and its exponential may overflow. */
    private static final double LARGEST_LOGARITHM = 10;

    private Layers.Linear head() {
        return new Layers.Linear(in, out);
    }

    @Override
    public Block block() {
        return new VariationalBlock(this);
    }

    @Override
    public long multiplyAdds(Shape input, Shape output) {
        return head().multiplyAdds(input, output);
    }

    @Override
    public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
        head().export(graph, name, input, output, trained.getChildren().values().get(0));
    }

    /** See {@link VariationalLinear}. */
    static final class VariationalBlock extends AbstractBlock implements Penalised {
        private final Block mean;
        private final Block logarithm;
        private @Nullable NDArray penalty;

        VariationalBlock(VariationalLinear layer) {
            mean = addChildBlock("mean", layer.head().block());
            logarithm = addChildBlock("logarithm", layer.head().block());
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
            mean.initialize(manager, type, inputShapes);
            logarithm.initialize(manager, type, inputShapes);
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
            NDArray centre = mean.forward(store, inputs, training).singletonOrThrow();
            if (!training) {
                return new NDList(centre);
            }
            NDArray spread = logarithm
                    .forward(store, inputs, training)
                    .singletonOrThrow()
                    .clip(-LARGEST_LOGARITHM, LARGEST_LOGARITHM);
            NDArray each = centre.square().add(spread.exp()).sub(spread).sub(1);
            penalty = each.sum(new int[] {1}).mean().mul(0.5f);
            NDArray epsilon = inputs.getManager().randomNormal(centre.getShape());
            return new NDList(centre.add(spread.mul(0.5f).exp().mul(epsilon)));
        }

        @Override
        public Optional<NDArray> takePenalty() {
            Optional<NDArray> taken = Optional.ofNullable(penalty);
            penalty = null;
            return taken;
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return mean.getOutputShapes(inputShapes);
        }
    }
}
