package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
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
 * dynamic; height and width are where the network takes any.
 */
public final class OnnxExport {
    private static final String BATCH = "batch";
    private static final int ID_LENGTH = 16;

    private OnnxExport() {}

    /** @param trained the network's block, in the layout of {@link Network#block()} */
    public static byte[] export(Network network, SequentialBlock trained, Map<String, String> metadata) {
        OnnxGraph graph = new OnnxGraph();
        boolean denoiser = network.task() == Task.DENOISE;
        String input = network.task() == Task.CLASSIFY_LATENT ? "latent" : "image";
        String last = denoiser ? "denoised" : "logits";
        graph.input(input, dimensions(network));
        Chain.export(graph, "layer", network.layers(), input, last, trained);
        if (denoiser) {
            graph.output("denoised", dimensions(network)).output(LatentTap.OUTPUT, BATCH, network.outputSize());
        } else {
            graph.output("scores", BATCH, network.outputSize())
                    .node("Softmax", List.of("logits"), "scores", OnnxGraph.integer("axis", 1));
        }
        return graph.bytes(metadata);
    }

    private static Object[] dimensions(Network network) {
        if (network.anySize()) {
            return new Object[] {BATCH, network.input().get(0), "height", "width"};
        }
        List<Object> dimensions = new ArrayList<>();
        dimensions.add(BATCH);
        dimensions.addAll(network.input());
        return dimensions.toArray();
    }

    /**
     * The id of the space a denoiser's latent vectors live in: the first 16 hexadecimal digits of the SHA-256 of all weights before
     * the {@link LatentTap}, depth first in the order of the layers, as little-endian floats. Any other weights give another id;
     * a model whose weights were rounded afterwards keeps it, so that heads go on reading its vectors.
     */
    public static String latentSpace(SequentialBlock trained) {
        MessageDigest digest = sha256();
        BlockTree.walk(trained)
                .takeWhile(block -> !(block instanceof LatentTapBlock))
                .flatMap(block -> block.getDirectParameters().values().stream())
                .forEach(parameter -> update(digest, parameter.getArray()));
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
