package io.limpid.trainer.training;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import io.limpid.contracts.v1.Task;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.network.Networks;
import io.limpid.trainer.network.OnnxExport;
import java.util.List;
import java.util.Map;

/** A network with its weights, in the memory of the engine that trained it. */
public final class TrainedNetwork implements AutoCloseable {
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
        try (NDManager manager = model.getNDManager().newSubManager()) {
            ParameterStore store = new ParameterStore(manager, false);
            NDArray input = manager.create(inputs, network.inputShape(count));
            NDArray output = block().forward(store, new NDList(input), false).singletonOrThrow();
            return network.task() == Task.DENOISE
                    ? List.of(output.toFloatArray(), Networks.latents(block()))
                    : List.of(output.softmax(1).toFloatArray());
        }
    }

    /** Trained numbers. */
    public long parameterCount() {
        return Network.parameterCount(block());
    }

    /** Multiplications that are added up for one input. */
    public long multiplyAdds() {
        return network.multiplyAdds(block());
    }

    private SequentialBlock block() {
        return (SequentialBlock) model.getBlock();
    }

    @Override
    public void close() {
        model.close();
    }
}
