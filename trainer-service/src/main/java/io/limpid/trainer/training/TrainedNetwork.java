package io.limpid.trainer.training;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import io.limpid.contracts.v1.Task;
import io.limpid.trainer.network.Network;
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
        return OnnxExport.latentSpace(network, block());
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
            List<Block> blocks = block().getChildren().values();
            int encoderSize = network.encoder().size();
            NDArray input = manager.create(inputs, network.inputShape(count));
            NDArray encoded = chain(store, blocks.subList(0, encoderSize), input);
            if (network.task() != Task.DENOISE) {
                return List.of(encoded.softmax(1).toFloatArray());
            }
            NDArray decoded = chain(store, blocks.subList(encoderSize, blocks.size()), encoded);
            return List.of(decoded.toFloatArray(), encoded.toFloatArray());
        }
    }

    private static NDArray chain(ParameterStore store, List<Block> blocks, NDArray input) {
        NDList values = new NDList(input);
        for (Block block : blocks) {
            values = block.forward(store, values, false);
        }
        return values.singletonOrThrow();
    }

    private SequentialBlock block() {
        return (SequentialBlock) model.getBlock();
    }

    @Override
    public void close() {
        model.close();
    }
}
