package io.limpid.trainer.training;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import io.limpid.contracts.v1.Task;
import io.limpid.trainer.network.LatentTap;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.network.OnnxExport;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A network with its weights, in the memory of the engine that trained it. */
public final class TrainedNetwork implements AutoCloseable {
    /** Images that run at once: some networks hold megabytes for each. */
    private static final int AT_ONCE = 32;

    private final Network network;
    private final Model model;

    TrainedNetwork(Network network, Model model) {
        this.network = network;
        this.model = model;
    }

    public Network network() {
        return network;
    }

    /** The ONNX file of this network. */
    public byte[] toOnnx(Map<String, String> metadata) {
        return OnnxExport.export(network, block(), metadata);
    }

    /** See {@link OnnxExport#latentSpace}. */
    public String latentSpace() {
        return OnnxExport.latentSpace(block());
    }

    /**
     * Runs the network as the engine does, without training.
     *
     * @param inputs of {@code count} samples, one after another
     * @return of denoisers the images and the latent vectors; of classifiers the scores
     */
    public List<float[]> predict(float[] inputs, int count) {
        return predict(inputs, network.inputShape(count));
    }

    /** The same for images of another height and width than the network was trained on. */
    public List<float[]> predict(float[] inputs, Shape shape) {
        int count = Math.toIntExact(shape.get(0));
        int size = inputs.length / count;
        FloatBuffer predictions =
                FloatBuffer.allocate(network.task() == Task.DENOISE ? inputs.length : count * network.outputSize());
        FloatBuffer latents = FloatBuffer.allocate(network.task() == Task.DENOISE ? count * network.outputSize() : 0);
        for (int from = 0; from < count; from += AT_ONCE) {
            int to = Math.min(count, from + AT_ONCE);
            Shape part = new Shape(to - from).addAll(shape.slice(1));
            predict(Arrays.copyOfRange(inputs, from * size, to * size), part, predictions, latents);
        }
        return network.task() == Task.DENOISE
                ? List.of(predictions.array(), latents.array())
                : List.of(predictions.array());
    }

    private void predict(float[] inputs, Shape shape, FloatBuffer predictions, FloatBuffer latents) {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            ParameterStore store = new ParameterStore(manager, false);
            NDList input = new NDList(manager.create(inputs, shape));
            NDArray output = block().forward(store, input, false).singletonOrThrow();
            if (network.task() == Task.DENOISE) {
                predictions.put(output.toFloatArray());
                latents.put(LatentTap.takeFrom(block()).toFloatArray());
            } else {
                predictions.put(output.softmax(1).toFloatArray());
            }
        }
    }

    private SequentialBlock block() {
        return (SequentialBlock) model.getBlock();
    }

    @Override
    public void close() {
        model.close();
    }
}
