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
        String input = network.task() == Task.CLASSIFY_LATENT ? "latent" : "image";
        graph.input(input, dimensions(network));
        if (network.task() == Task.DENOISE) {
            graph.output("denoised", dimensions(network)).output(LatentTap.OUTPUT, BATCH, network.outputSize());
            LayerChain.export(graph, network.layers(), trained, "layer", input, "denoised");
        } else {
            graph.output("scores", BATCH, network.outputSize());
            LayerChain.export(graph, network.layers(), trained, "layer", input, "logits");
            graph.node("Softmax", List.of("logits"), "scores", OnnxGraph.integer("axis", 1));
        }
        return graph.bytes(metadata);
    }

    private static Object[] dimensions(Network network) {
        List<Object> dimensions = new ArrayList<>();
        dimensions.add(BATCH);
        dimensions.addAll(network.input());
        if (network.anySize()) {
            dimensions.set(2, "height");
            dimensions.set(3, "width");
        }
        return dimensions.toArray();
    }

    /**
     * The id of the space a denoiser's latent vectors live in: the first 16 hexadecimal digits of the SHA-256 of the encoder's
     * weights, in the order of the layers, as little-endian floats. The encoder is all up to the tap; a composite with the tap inside
     * counts as a whole. Any other weights give another id.
     */
    public static String latentSpace(SequentialBlock trained) {
        MessageDigest digest = sha256();
        for (Block block : trained.getChildren().values()) {
            block.getParameters().values().forEach(parameter -> update(digest, parameter.getArray()));
            if (LatentTap.in(block).isPresent()) {
                break;
            }
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
