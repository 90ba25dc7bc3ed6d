package io.limpid.trainer.analysis.anomaly;

import static io.limpid.onnx.OnnxGraph.integer;
import static io.limpid.onnx.OnnxGraph.ints;
import static io.limpid.onnx.OnnxGraph.text;

import ai.onnx.proto.OnnxMl;
import io.limpid.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the anomaly score into a denoiser's graph, as one more output {@code anomaly [batch,1]}: {@link Features} and
 * {@link AnomalyCalibration#score} in standard operators of opset 17, for any batch and any size of image.
 */
public final class AnomalyNodes {
    private static final String PREFIX = "anomaly-";

    private final OnnxGraph graph;
    private final AnomalyCalibration calibration;
    private final String image;
    private final String denoised;

    private AnomalyNodes(OnnxGraph graph, AnomalyCalibration calibration, String image, String denoised) {
        this.graph = graph;
        this.calibration = calibration;
        this.image = image;
        this.denoised = denoised;
    }

    /**
     * The same model with the output {@code anomaly}; all else in the file stays.
     *
     * @param onnx a denoiser written by {@link OnnxGraph}, with input {@code image} and outputs {@code denoised} and
     *     {@code latent}
     * @throws IllegalArgumentException when it is none, or scores already
     */
    public static byte[] addTo(byte[] onnx, AnomalyCalibration calibration) {
        OnnxGraph graph = OnnxGraph.of(onnx);
        if (graph.outputs().contains("anomaly")) {
            throw new IllegalArgumentException(
                    "expected a model that doesn't score anomaly yet, found outputs " + graph.outputs());
        }
        new AnomalyNodes(graph, calibration, "image", "denoised").add(graph.width("image"), "latent", "anomaly");
        return graph.output("anomaly", "batch", 1).bytes(Map.of());
    }

    private void add(int channels, String latent, String anomaly) {
        residual(channels);
        node("Concat", List.of(of("energy"), of("detail"), of("coarse")), "energies", integer("axis", 1));
        node("Flatten", List.of(of("energies")), "flat-energies");
        logarithm("flat-energies", Features.LEAST_ENERGY, "log-energies");
        pictures();
        node("Concat", List.of(of("bright-in"), of("bright-out"), of("contrast")), "lights", integer("axis", 1));
        node("Flatten", List.of(of("lights")), "flat-lights");
        List<String> features = new ArrayList<>(List.of(of("log-energies"), of("flat-lights")));
        calibration.maybeLatents().ifPresent(whitening -> {
            latent(latent, whitening);
            features.add(of("log-distance"));
        });
        node("Concat", features, "features", integer("axis", 1));
        distance(anomaly);
    }

    /** Energy, diagonal detail and energy in cells, each {@code [batch,1,1,1]}. */
    private void residual(int channels) {
        node("Sub", List.of(image, denoised), "residual");
        meanSquare("residual", "energy");
        float[] haar = new float[channels * 4];
        for (int i = 0; i < haar.length; i++) {
            haar[i] = i % 4 == 0 || i % 4 == 3 ? 0.5f : -0.5f;
        }
        graph.integers(of("pads"), 0, 0, 0, 0, 0, 0, 1, 1);
        graph.weight(of("haar"), haar, channels, 1, 2, 2);
        // repeating the last row and column makes the detail there 0
        node("Pad", List.of(of("residual"), of("pads")), "padded", text("mode", "edge"));
        node("Conv", List.of(of("padded"), of("haar")), "details", integer("group", channels));
        meanSquare("details", "detail");
        node(
                "AveragePool",
                List.of(of("residual")),
                "cells",
                ints("kernel_shape", Features.CELL, Features.CELL),
                ints("strides", Features.CELL, Features.CELL),
                text("auto_pad", "SAME_UPPER"));
        meanSquare("cells", "coarse");
    }

    /** Brightness of input and output, and contrast of the output, each {@code [batch,1,1,1]}. */
    private void pictures() {
        node("ReduceMean", List.of(image), "bright-in", ints("axes", 1, 2, 3), integer("keepdims", 1));
        node("ReduceMean", List.of(denoised), "bright-out", ints("axes", 1, 2, 3), integer("keepdims", 1));
        node("Sub", List.of(denoised, of("bright-out")), "shade");
        meanSquare("shade", "variance");
        node("Sqrt", List.of(of("variance")), "contrast");
    }

    private void meanSquare(String from, String to) {
        node("Mul", List.of(of(from), of(from)), to + "-squares");
        node("ReduceMean", List.of(of(to + "-squares")), to, ints("axes", 1, 2, 3), integer("keepdims", 1));
    }

    private void logarithm(String from, double least, String to) {
        graph.weight(of(to + "-least"), new float[] {(float) least}, 1);
        node("Add", List.of(of(from), of(to + "-least")), to + "-shifted");
        node("Log", List.of(of(to + "-shifted")), to);
    }

    private void latent(String latent, Whitening whitening) {
        int size = whitening.size();
        float[] mean = new float[size];
        float[] weights = new float[size * size];
        for (int row = 0; row < size; row++) {
            mean[row] = (float) whitening.mean(row);
            for (int column = 0; column < size; column++) {
                weights[row * size + column] = (float) whitening.weight(row, column);
            }
        }
        graph.weight(of("latent-mean"), mean, size).weight(of("latent-weights"), weights, size, size);
        node("Sub", List.of(latent, of("latent-mean")), "latent-centred");
        node("MatMul", List.of(of("latent-centred"), of("latent-weights")), "latent-white");
        node("Mul", List.of(of("latent-white"), of("latent-white")), "latent-squares");
        node("ReduceMean", List.of(of("latent-squares")), "distance", ints("axes", 1), integer("keepdims", 1));
        logarithm("distance", LatentCloud.LEAST_DISTANCE, "log-distance");
    }

    /** All clouds at once: features {@code [batch,F]} centred on each, {@code [batch,C,1,F]}, times {@code [C,F,F]}. */
    private void distance(String anomaly) {
        int count = calibration.clouds().size();
        int size = calibration.clouds().get(0).size();
        graph.weight(of("means"), means(count, size), count, 1, size)
                .weight(of("weights"), weights(count, size), count, size, size)
                .weight(of("unit"), new float[] {(float) calibration.unit()}, 1)
                .integers(of("feature-shape"), -1, 1, 1, size);
        node("Reshape", List.of(of("features"), of("feature-shape")), "rows");
        node("Sub", List.of(of("rows"), of("means")), "centred");
        node("MatMul", List.of(of("centred"), of("weights")), "white");
        node("Mul", List.of(of("white"), of("white")), "squares");
        node("ReduceMean", List.of(of("squares")), "squared", ints("axes", 2, 3), integer("keepdims", 0));
        node("Sqrt", List.of(of("squared")), "distances");
        // the least, which the operators that every reader of ours allows give as the greatest of the negatives
        node("Neg", List.of(of("distances")), "nearnesses");
        node("ReduceMax", List.of(of("nearnesses")), "nearest", ints("axes", 1), integer("keepdims", 1));
        node("Neg", List.of(of("nearest")), "least");
        graph.node("Div", List.of(of("least"), of("unit")), anomaly);
    }

    private float[] means(int count, int size) {
        float[] means = new float[count * size];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) calibration.clouds().get(i / size).mean(i % size);
        }
        return means;
    }

    private float[] weights(int count, int size) {
        float[] weights = new float[count * size * size];
        for (int i = 0; i < weights.length; i++) {
            Whitening cloud = calibration.clouds().get(i / (size * size));
            weights[i] = (float) cloud.weight(i / size % size, i % size);
        }
        return weights;
    }

    private void node(String operator, List<String> inputs, String output, OnnxMl.AttributeProto... attributes) {
        graph.node(operator, inputs, of(output), attributes);
    }

    private static String of(String name) {
        return PREFIX + name;
    }
}
