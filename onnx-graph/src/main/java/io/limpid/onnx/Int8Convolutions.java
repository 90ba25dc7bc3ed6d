package io.limpid.onnx;

import ai.onnx.proto.OnnxMl;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes a float model calculate its wide convolutions with 8-bit integers: values are rounded to 256 steps of a range that was observed,
 * weights to 127 steps of each output channel's own. All else stays float, the first and last convolution above all, which have too
 * few channels to gain. The file says so in the standard's own operators, QuantizeLinear and DequantizeLinear around each
 * convolution, so that a runtime without integer kernels gives the same answers, to a step or two, only not faster.
 *
 * <p>The method is static quantisation after the training, affine for values and symmetric by channel for weights: R. Krishnamoorthi,
 * Quantizing deep convolutional networks for efficient inference, arXiv:1806.08342, 2018. Weights take 7 of their 8 bits, since processors
 * without VNNI add two products in 16 bits, which eight would overflow.
 */
public final class Int8Convolutions {
    private static final int FEWEST_CHANNELS = 16;
    private static final int STEPS = 255;
    private static final int LARGEST_WEIGHT = 63;
    /** Leaves room in 32 bits for the products that are added to it. */
    private static final int LARGEST_BIAS = 1 << 30;

    private final OnnxMl.ModelProto model;
    private final OnnxMl.GraphProto graph;
    private final List<Site> sites;

    /**
     * One convolution.
     *
     * @param at its place among the nodes
     * @param output the tensor that is rounded behind it, which is that of the Relu where one follows; empty where it leaves the graph
     */
    private record Site(int at, String input, String output) {}

    private Int8Convolutions(OnnxMl.ModelProto model) {
        this.model = model;
        this.graph = model.getGraph();
        this.sites = sites(graph);
    }

    /**
     * Looks for convolutions of at least 16 channels in and out.
     *
     * @throws IllegalArgumentException when it is no ONNX model, has none such, or is rounded already
     */
    public static Int8Convolutions of(byte[] onnx) {
        Int8Convolutions found = new Int8Convolutions(OnnxFile.parse(onnx));
        if (found.graph.getNodeList().stream().anyMatch(node -> node.getOpType().equals("QuantizeLinear"))) {
            throw new IllegalArgumentException(
                    "expected a model of floats, found one that is rounded to integers already");
        }
        if (found.sites.isEmpty()) {
            throw new IllegalArgumentException("expected convolutions of at least " + FEWEST_CHANNELS
                    + " channels in and out, which is where integers are faster, found none");
        }
        return found;
    }

    /** How many convolutions are rounded. */
    public int count() {
        return sites.size();
    }

    /** The tensors whose ranges are needed. */
    public List<String> tensors() {
        Set<String> tensors = new LinkedHashSet<>();
        for (Site site : sites) {
            tensors.add(site.input());
            if (!site.output().isEmpty()) {
                tensors.add(site.output());
            }
        }
        return List.copyOf(tensors);
    }

    /** The float model with {@link #tensors} for its outputs, to be watched at work. */
    public byte[] observed() {
        OnnxMl.GraphProto.Builder watched = graph.toBuilder().clearOutput();
        tensors()
                .forEach(tensor ->
                        watched.addOutput(OnnxMl.ValueInfoProto.newBuilder().setName(tensor)));
        return model.toBuilder().setGraph(watched).build().toByteArray();
    }

    /**
     * The model that calculates with integers.
     *
     * @param ranges of each of {@link #tensors}
     * @param metadata of the file, instead of the float model's
     * @throws IllegalArgumentException when a range is missing
     */
    public byte[] rounded(Map<String, ValueRange> ranges, Map<String, String> metadata) {
        Set<String> missing = new LinkedHashSet<>(tensors());
        missing.removeAll(ranges.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("expected ranges of all tensors, found none of " + missing);
        }
        return new Writer(ranges).write(metadata);
    }

    private static List<Site> sites(OnnxMl.GraphProto graph) {
        Map<String, OnnxMl.TensorProto> weights = weights(graph);
        Map<String, List<OnnxMl.NodeProto>> readers = new HashMap<>();
        graph.getNodeList().forEach(node -> node.getInputList()
                .forEach(input ->
                        readers.computeIfAbsent(input, any -> new ArrayList<>()).add(node)));
        Set<String> leaving = graph.getOutputList().stream()
                .map(OnnxMl.ValueInfoProto::getName)
                .collect(Collectors.toSet());
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < graph.getNodeCount(); i++) {
            OnnxMl.NodeProto node = graph.getNode(i);
            if (isWide(node, weights)) {
                String result = node.getOutput(0);
                List<OnnxMl.NodeProto> after = readers.getOrDefault(result, List.of());
                boolean intoRelu =
                        after.size() == 1 && after.get(0).getOpType().equals("Relu") && !leaving.contains(result);
                String output = intoRelu ? after.get(0).getOutput(0) : result;
                sites.add(new Site(i, node.getInput(0), leaving.contains(output) ? "" : output));
            }
        }
        return sites;
    }

    private static boolean isWide(OnnxMl.NodeProto node, Map<String, OnnxMl.TensorProto> weights) {
        if (!node.getOpType().equals("Conv") || !node.getDomain().isEmpty()) {
            return false;
        }
        OnnxMl.TensorProto kernel = weights.get(node.getInput(1));
        boolean known = kernel != null
                && kernel.getDataType() == OnnxMl.TensorProto.DataType.FLOAT.getNumber()
                && (node.getInputCount() < 3 || weights.containsKey(node.getInput(2)));
        return known && kernel.getDims(0) >= FEWEST_CHANNELS && kernel.getDims(1) >= FEWEST_CHANNELS;
    }

    private static Map<String, OnnxMl.TensorProto> weights(OnnxMl.GraphProto graph) {
        return graph.getInitializerList().stream()
                .collect(Collectors.toMap(OnnxMl.TensorProto::getName, Function.identity()));
    }

    private static float[] values(OnnxMl.TensorProto tensor) {
        float[] values;
        if (tensor.hasRawData()) {
            ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            values = new float[raw.remaining() / Float.BYTES];
            raw.asFloatBuffer().get(values);
        } else {
            values = new float[tensor.getFloatDataCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
        }
        return values;
    }

    /** Writes the rounded model: each node where it was, and the rounding behind what makes the tensor. */
    private final class Writer {
        private final Map<String, ValueRange> ranges;
        private final Map<String, OnnxMl.TensorProto> weights = weights(graph);
        private final List<OnnxMl.NodeProto> nodes = new ArrayList<>();
        private final Map<String, OnnxMl.TensorProto> added = new LinkedHashMap<>();
        /** What all read who read a tensor that comes out of a rounded convolution. */
        private final Set<String> roundedForAll = sites.stream()
                .map(Site::output)
                .filter(output -> !output.isEmpty())
                .collect(Collectors.toSet());

        private final Set<String> isRounded = new HashSet<>();
        private final Map<Integer, Site> siteAt =
                sites.stream().collect(Collectors.toMap(Site::at, Function.identity()));

        Writer(Map<String, ValueRange> ranges) {
            this.ranges = ranges;
        }

        byte[] write(Map<String, String> metadata) {
            for (int i = 0; i < graph.getNodeCount(); i++) {
                OnnxMl.NodeProto node = graph.getNode(i);
                Site site = siteAt.get(i);
                nodes.add(site == null ? reading(node) : integers(node, site));
                node.getOutputList().stream().filter(roundedForAll::contains).forEach(this::round);
            }
            return file(metadata);
        }

        private byte[] file(Map<String, String> metadata) {
            Set<String> read =
                    nodes.stream().flatMap(node -> node.getInputList().stream()).collect(Collectors.toSet());
            OnnxMl.GraphProto.Builder written =
                    graph.toBuilder().clearNode().clearInitializer().addAllNode(nodes);
            graph.getInitializerList().stream()
                    .filter(weight -> read.contains(weight.getName()))
                    .forEach(written::addInitializer);
            added.values().forEach(written::addInitializer);
            OnnxMl.ModelProto.Builder file = model.toBuilder().setGraph(written).clearMetadataProps();
            OnnxFile.addMetadata(file, metadata);
            return file.build().toByteArray();
        }

        private OnnxMl.NodeProto reading(OnnxMl.NodeProto node) {
            OnnxMl.NodeProto.Builder reader = node.toBuilder().clearInput();
            node.getInputList()
                    .forEach(input -> reader.addInput(roundedForAll.contains(input) ? readBack(input) : input));
            return reader.build();
        }

        private OnnxMl.NodeProto integers(OnnxMl.NodeProto convolution, Site site) {
            round(site.input());
            // weights that several share are rounded for each
            String own = convolution.getOutput(0);
            float inputStep = step(ranges.get(site.input()));
            float[] bias =
                    convolution.getInputCount() > 2 ? values(weights.get(convolution.getInput(2))) : new float[0];
            float[] steps = kernel(own + "/kernel", weights.get(convolution.getInput(1)), bias, inputStep);
            OnnxMl.NodeProto.Builder rounded = convolution.toBuilder()
                    .clearInput()
                    .addInput(readBack(site.input()))
                    .addInput(readBack(own + "/kernel"));
            if (bias.length > 0) {
                bias(own + "/bias", bias, inputStep, steps);
                rounded.addInput(readBack(own + "/bias"));
            }
            return rounded.build();
        }

        private void round(String tensor) {
            if (!isRounded.add(tensor)) {
                return;
            }
            ValueRange range = ranges.get(tensor);
            float step = step(range);
            String stepName = tensor + "/step";
            String zeroName = tensor + "/zero";
            add(OnnxGraph.tensor(stepName, new float[] {step}));
            byte zero = (byte) Math.round(-range.low() / step);
            add(OnnxGraph.tensor(zeroName, OnnxMl.TensorProto.DataType.UINT8, new byte[] {zero}));
            nodes.add(OnnxGraph.built("", "QuantizeLinear", List.of(tensor, stepName, zeroName), tensor + "/integers"));
            nodes.add(OnnxGraph.built(
                    "", "DequantizeLinear", List.of(tensor + "/integers", stepName, zeroName), readBack(tensor)));
        }

        private float step(ValueRange range) {
            float width = range.high() - range.low();
            return width > 0 ? width / STEPS : 1;
        }

        /**
         * Rounds the weights, so coarsely in channels of tiny ones that the bias fits into 32 bits.
         *
         * @return each output channel's step
         */
        private float[] kernel(String name, OnnxMl.TensorProto kernel, float[] bias, float inputStep) {
            float[] values = values(kernel);
            int channels = (int) kernel.getDims(0);
            int each = values.length / channels;
            float[] steps = new float[channels];
            byte[] rounded = new byte[values.length];
            for (int channel = 0; channel < channels; channel++) {
                float largest = 0;
                for (int i = channel * each; i < (channel + 1) * each; i++) {
                    largest = Math.max(largest, Math.abs(values[i]));
                }
                float leastForBias = bias.length > 0 ? Math.abs(bias[channel]) / inputStep / LARGEST_BIAS : 0;
                float step = Math.max(largest / LARGEST_WEIGHT, leastForBias);
                steps[channel] = step > Float.MIN_NORMAL ? step : 1;
                for (int i = channel * each; i < (channel + 1) * each; i++) {
                    rounded[i] = (byte) Math.round(values[i] / steps[channel]);
                }
            }
            long[] shape =
                    kernel.getDimsList().stream().mapToLong(Long::longValue).toArray();
            weight(name, OnnxGraph.tensor(name + "/integers", OnnxMl.TensorProto.DataType.INT8, rounded, shape), steps);
            return steps;
        }

        private void bias(String name, float[] values, float inputStep, float[] kernelSteps) {
            float[] steps = new float[values.length];
            ByteBuffer rounded =
                    ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < values.length; i++) {
                steps[i] = inputStep * kernelSteps[i];
                rounded.putInt(Math.round(values[i] / steps[i]));
            }
            weight(
                    name,
                    OnnxGraph.tensor(
                            name + "/integers", OnnxMl.TensorProto.DataType.INT32, rounded.array(), values.length),
                    steps);
        }

        /** A weight's integers, and the node that makes floats of them, channel by channel. */
        private void weight(String name, OnnxMl.TensorProto integers, float[] steps) {
            add(integers);
            add(OnnxGraph.tensor(name + "/steps", steps, steps.length));
            nodes.add(OnnxGraph.built(
                    "",
                    "DequantizeLinear",
                    List.of(integers.getName(), name + "/steps"),
                    readBack(name),
                    OnnxGraph.integer("axis", 0)));
        }

        private String readBack(String tensor) {
            return tensor + "/rounded";
        }

        private void add(OnnxMl.TensorProto constant) {
            added.put(constant.getName(), constant);
        }
    }
}
