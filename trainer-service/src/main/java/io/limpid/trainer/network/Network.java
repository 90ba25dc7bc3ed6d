package io.limpid.trainer.network;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import io.limpid.contracts.v1.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * A network as a list of layers, from which both the trainable block and the ONNX graph are made.
 *
 * @param task what it is for; decides the names of inputs and outputs
 * @param input one input's dimensions without the batch axis: channels, height and width, or a latent size
 * @param encoder of denoisers: the layers whose output is the latent vector; of classifiers: all layers but the last softmax,
 *     which only the ONNX graph has
 * @param decoder of denoisers: from the latent vector to the image; of classifiers: empty
 * @param outputSize the latent vector's length, or the number of classes
 */
public record Network(Task task, List<Integer> input, List<Layer> encoder, List<Layer> decoder, int outputSize) {
    public Network {
        requireNonNull(task, "task");
        input = List.copyOf(input);
        encoder = List.copyOf(encoder);
        decoder = List.copyOf(decoder);
    }

    /** All layers, in order. */
    public List<Layer> layers() {
        List<Layer> all = new ArrayList<>(encoder);
        all.addAll(decoder);
        return all;
    }

    /** A new block of all layers, in order, one child a layer. */
    public SequentialBlock block() {
        SequentialBlock block = new SequentialBlock();
        layers().forEach(layer -> block.add(layer.block()));
        return block;
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
}
