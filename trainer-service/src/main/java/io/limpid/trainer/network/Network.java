package io.limpid.trainer.network;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import io.limpid.contracts.v1.Task;
import java.util.List;

/**
 * A network as a tree of layers, from which both the trainable block and the ONNX graph are made.
 *
 * @param task what it is for; decides the names of inputs and outputs
 * @param input one input's dimensions without the batch axis: channels, height and width, or a latent size
 * @param layers of denoisers from image to image, with one {@link LatentTap}; of classifiers all but the last softmax, which only
 *     the ONNX graph has
 * @param outputSize the latent vector's length, or the number of classes
 * @param anySize whether it takes images of any height and width; {@code input} is then what it is trained on
 */
public record Network(Task task, List<Integer> input, List<Layer> layers, int outputSize, boolean anySize) {
    /** Eight megabytes of floats. */
    private static final long CACHED_VALUES = 2_000_000;

    public Network {
        requireNonNull(task, "task");
        input = List.copyOf(input);
        layers = List.copyOf(layers);
    }

    /** A new block of all layers, in order, one child a layer. */
    public SequentialBlock block() {
        return LayerChain.block(layers);
    }

    /** The shape of a batch. */
    public Shape inputShape(long batch) {
        Shape shape = new Shape(batch);
        for (int dimension : input) {
            shape = shape.add(dimension);
        }
        return shape;
    }

    /** Values in one input. */
    public int inputSize() {
        return input.stream().reduce(1, Math::multiplyExact);
    }

    /**
     * Trained numbers, without the running statistics of batch normalisation.
     *
     * @param block of this network, initialised
     */
    public static long parameterCount(Block block) {
        return block.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(parameter -> parameter.getArray().getShape().size())
                .sum();
    }

    /**
     * Multiplications that are added up for one input, in convolutions and full connections.
     *
     * @param block of this network, initialised
     */
    public long multiplyAdds(Block block) {
        return LayerChain.multiplyAdds(layers, block, inputShape(1));
    }

    /**
     * How many images of a batch should go through the network together while it is trained. Where every layer treats each image by
     * itself, gradients of parts of a batch add up to the batch's; parts whose largest tensor stays in the processor's cache are up to
     * several times faster. Batch normalisation looks at the whole batch, so that networks with it can't be cut.
     *
     * @param block of this network, initialised
     */
    public int imagesAtOnce(Block block) {
        if (LayerChain.all(layers).anyMatch(Layers.BatchNormalization.class::isInstance)) {
            return Integer.MAX_VALUE;
        }
        long largest = LayerChain.largest(layers, block, inputShape(1));
        return (int) Math.max(1, CACHED_VALUES / largest);
    }
}
