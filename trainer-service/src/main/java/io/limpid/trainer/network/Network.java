package io.limpid.trainer.network;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.v1.Task;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network as a tree of layers, from which both the trainable block and the ONNX graph are made. A denoiser gives an image of its
 * input's shape and has one {@link LatentTap}, at any depth; a classifier ends in logits, and only its ONNX graph has the softmax.
 *
 * @param task what it is for; decides the names of inputs and outputs
 * @param input one input's dimensions without the batch axis: channels, height and width, or a latent size
 * @param layers from the input to the image or the logits
 * @param outputSize the latent vector's length, or the number of classes
 * @param anySize true for denoisers that take images of any height and width; {@code input} then is what they are trained on
 */
public record Network(Task task, List<Integer> input, List<Layer> layers, int outputSize, boolean anySize) {
    /** @throws IllegalArgumentException when the layers don't fit each other, the input or the task */
    public Network {
        requireNonNull(task, "task");
        input = List.copyOf(input);
        layers = List.copyOf(layers);
        if (task == Task.DENOISE) {
            requireDenoiser(input, layers, outputSize);
        } else {
            requireClassifier(input, layers, outputSize, anySize);
        }
    }

    private static void requireDenoiser(List<Integer> input, List<Layer> layers, int latentSize) {
        Shape shape = shape(1, input);
        Shape output = Chain.outputShape(layers, shape);
        List<Integer> latents = Taps.sizes(layers, shape);
        if (!output.equals(shape) || !latents.equals(List.of(latentSize))) {
            throw new IllegalArgumentException("expected a denoiser of " + shape + " with one latent vector of "
                    + latentSize + ", found the output " + output + " and latent vectors of " + latents);
        }
    }

    private static void requireClassifier(List<Integer> input, List<Layer> layers, int classes, boolean anySize) {
        Shape output = Chain.outputShape(layers, shape(1, input));
        if (anySize || !output.equals(new Shape(1, classes))) {
            throw new IllegalArgumentException("expected a classifier of " + classes + " classes for the fixed input "
                    + input + ", found " + (anySize ? "one of any size" : "the output " + output));
        }
    }

    /** A new block of all layers, in order, one child a layer. */
    public SequentialBlock block() {
        return Chain.block(layers);
    }

    /** The shape of a batch. */
    public Shape inputShape(long batch) {
        return shape(batch, input);
    }

    private static Shape shape(long batch, List<Integer> dimensions) {
        return new Shape(Stream.concat(Stream.of(batch), dimensions.stream().map(Integer::longValue))
                .toList());
    }

    /** The shape of an image that it was trained on, of those that take images. */
    public ImageShape inputImage() {
        return new ImageShape(input.get(0), input.get(1), input.get(2));
    }

    /** Values in one input. */
    public int inputSize() {
        return input.stream().reduce(1, Math::multiplyExact);
    }

    /** Values that training changes; running statistics are not among them. */
    public long parameterCount() {
        return Chain.parameterCount(layers);
    }

    /** Values that all layers give for one input. */
    public long activationCount() {
        return Chain.activationCount(layers, inputShape(1));
    }

    /** What one input costs: multiplications followed by an addition, in convolutions and matrix products. */
    public long multiplyAdds() {
        return Chain.multiplyAdds(layers, inputShape(1));
    }

    /** The same for each pixel of an image, all its channels together. */
    public double multiplyAddsPerPixel() {
        return (double) multiplyAdds() / ((long) input.get(1) * input.get(2));
    }

    /** A table for people: a line a layer, with its output's shape for one input and its parameters. */
    public String describe() {
        return NetworkSummary.of(this);
    }
}
