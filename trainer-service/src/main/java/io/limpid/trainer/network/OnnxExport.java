package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import io.limpid.contracts.v1.Task;
import io.limpid.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Writes a trained network as ONNX. Denoisers have the input {@code image} and the outputs {@code denoised} and {@code latent};
 * classifiers the input {@code image} or {@code latent} and the output {@code scores}, which sums to 1. The batch axis is
 * dynamic.
 */
public final class OnnxExport {
    private static final String BATCH = "batch";
    private static final int ID_LENGTH = 16;

    private OnnxExport() {}

    /** @param trained the network's block, in the layout of {@link Network#block()} */
    public static byte[] export(Network network, SequentialBlock trained, Map<String, String> metadata) {
        OnnxGraph graph = new OnnxGraph();
        List<Block> blocks = trained.getChildren().values();
        String input = network.task() == Task.CLASSIFY_LATENT ? "latent" : "image";
        graph.input(input, dimensions(network.input()));
        if (network.task() == Task.DENOISE) {
            graph.output("denoised", dimensions(network.input())).output("latent", BATCH, network.outputSize());
            chain(graph, network.encoder(), blocks, 0, input, "latent");
            chain(graph, network.decoder(), blocks, network.encoder().size(), "latent", "denoised");
        } else {
            graph.output("scores", BATCH, network.outputSize());
            chain(graph, network.encoder(), blocks, 0, input, "logits");
            graph.node("Softmax", List.of("logits"), "scores", OnnxGraph.integer("axis", 1));
        }
        return graph.bytes(metadata);
    }

    private static void chain(
            OnnxGraph graph, List<Layer> layers, List<Block> blocks, int first, String input, String output) {
        String from = input;
        for (int i = 0; i < layers.size(); i++) {
            String name = "layer" + (first + i);
            String to = i == layers.size() - 1 ? output : name;
            layers.get(i).export(graph, name, from, to, blocks.get(first + i));
            from = to;
        }
    }

    private static Object[] dimensions(List<Integer> input) {
        List<Object> dimensions = new ArrayList<>();
        dimensions.add(BATCH);
        dimensions.addAll(input);
        return dimensions.toArray();
    }

    /**
     * The id of the space a denoiser's latent vectors live in: the first 16 hexadecimal digits of the SHA-256 of the encoder's
     * weights, in the order of the layers, as little-endian floats. Any other weights give another id.
     */
    public static String latentSpace(Network network, SequentialBlock trained) {
        MessageDigest digest = sha256();
        List<Block> encoder =
                trained.getChildren().values().subList(0, network.encoder().size());
        for (Block block : encoder) {
            block.getParameters().values().forEach(parameter -> update(digest, parameter.getArray()));
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, ID_LENGTH);
    }

    private static void update(MessageDigest digest, NDArray weights) {
        float[] values = weights.toFloatArray();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes.array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
