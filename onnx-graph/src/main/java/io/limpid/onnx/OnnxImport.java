package io.limpid.onnx;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the nodes around a model that was made elsewhere that give it the inputs and outputs of ours. The model's own nodes and weights
 * stay as they are, under names of their own. Whether it then does what is wanted is for those to say who open it.
 */
public final class OnnxImport {
    private static final String OWN = "imported/";
    private static final String IMAGE = "image";
    private static final int OPSET_WITH_CLIP_INPUTS = 11;
    private static final Set<DataType> NUMBERS =
            Collections.unmodifiableSet(EnumSet.of(DataType.FLOAT, DataType.FLOAT16, DataType.DOUBLE));
    private static final Set<DataType> OF_PICTURES =
            Collections.unmodifiableSet(EnumSet.of(DataType.FLOAT, DataType.FLOAT16, DataType.DOUBLE, DataType.UINT8));
    private static final int LARGEST_BYTE = 255;

    private final OnnxMl.ModelProto.Builder model;
    private final OnnxMl.GraphProto source;
    private final OnnxMl.GraphProto.Builder graph;
    private final ForeignModel foreign;

    private OnnxImport(OnnxMl.ModelProto model, ForeignModel foreign) {
        this.model = model.toBuilder();
        this.source = model.getGraph();
        this.foreign = foreign;
        this.graph = withOwnNames(source);
    }

    /**
     * A denoiser: input {@code image}, outputs {@code denoised} and {@code latent}, the latter the mean of each channel of the denoised
     * picture, since the model has no encoder that we know of.
     *
     * @param metadata of the file that is written
     * @throws IllegalArgumentException when the file is no such model; the message says what was expected and found
     */
    public static byte[] denoiser(byte[] onnx, ForeignModel foreign, Map<String, String> metadata) {
        OnnxImport imported = new OnnxImport(parse(onnx), foreign);
        imported.imageIn();
        imported.pictureOut();
        return imported.bytes(metadata);
    }

    /**
     * A classifier of pictures: input {@code image}, output {@code scores}.
     *
     * @param classes how many it tells apart
     * @param logits whether its output is not yet probabilities
     * @param metadata of the file that is written
     * @throws IllegalArgumentException when the file is no such model; the message says what was expected and found
     */
    public static byte[] classifier(
            byte[] onnx, ForeignModel foreign, int classes, boolean logits, Map<String, String> metadata) {
        OnnxImport imported = new OnnxImport(parse(onnx), foreign);
        imported.imageIn();
        imported.scoresOut(classes, logits);
        return imported.bytes(metadata);
    }

    private static OnnxMl.ModelProto parse(byte[] onnx) {
        OnnxMl.ModelProto model = OnnxFile.parse(onnx);
        if (model.getGraph().getNodeCount() == 0) {
            throw new IllegalArgumentException(
                    "expected an ONNX model with a graph, found none in " + onnx.length + " bytes");
        }
        return model;
    }

    /** The same graph without inputs and outputs, whose tensors' names can't meet ours. Inner shapes may hold a batch of one. */
    private static OnnxMl.GraphProto.Builder withOwnNames(OnnxMl.GraphProto source) {
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder()
                .setName("imported")
                .addAllSparseInitializer(source.getSparseInitializerList());
        for (OnnxMl.TensorProto weight : source.getInitializerList()) {
            graph.addInitializer(weight.toBuilder().setName(own(weight.getName())));
        }
        for (OnnxMl.NodeProto node : source.getNodeList()) {
            OnnxMl.NodeProto.Builder renamed =
                    node.toBuilder().clearInput().clearOutput().setName(own(node.getName()));
            node.getInputList().forEach(name -> renamed.addInput(own(name)));
            node.getOutputList().forEach(name -> renamed.addOutput(own(name)));
            graph.addNode(renamed);
        }
        return graph;
    }

    /** The empty name stands for an input that is left out. */
    private static String own(String name) {
        return name.isEmpty() ? "" : OWN + name;
    }

    private void imageIn() {
        OnnxMl.TypeProto.Tensor taken = onlyInput();
        graph.addInput(
                floats(IMAGE, foreign.channels(), size(foreign.height(), "height"), size(foreign.width(), "width")));
        List<OnnxMl.NodeProto> nodes = new ArrayList<>();
        String last = IMAGE;
        if (foreign.black() != 0 || foreign.white() != 1) {
            last = add(nodes, "Mul", List.of(last, scalar("range", foreign.white() - foreign.black())), "ranged");
            last = add(nodes, "Add", List.of(last, scalar("black", foreign.black())), "shifted");
        }
        if (foreign.channelsLast()) {
            last = add(nodes, "Transpose", List.of(last), "laid", OnnxGraph.ints("perm", 0, 2, 3, 1));
        }
        if (isBytes(taken)) {
            requireRangeOfBytes(foreign.input());
            nodes.add(clip(last, "clipped", 0, LARGEST_BYTE));
            // Cast cuts off what is behind the point; Round would need opset 11
            last = add(nodes, "Add", List.of("clipped", scalar("half", 0.5f)), "halved");
            last = add(nodes, "Floor", List.of(last), "rounded");
        }
        // also where it is a float already: the input's own name must be an output of ours
        nodes.add(node("Cast", List.of(last), own(foreign.input()), OnnxGraph.integer("to", taken.getElemType())));
        nodes.addAll(graph.getNodeList());
        graph.clearNode().addAllNode(nodes);
    }

    private void pictureOut() {
        OnnxMl.TypeProto.Tensor yielded = output(OF_PICTURES);
        requireRank(yielded, 4, "output", foreign.output());
        if (isBytes(yielded)) {
            requireRangeOfBytes(foreign.output());
        }
        List<OnnxMl.NodeProto> nodes = new ArrayList<>();
        String last = add(nodes, "Cast", List.of(own(foreign.output())), "yielded", toFloat());
        if (foreign.channelsLast()) {
            last = add(nodes, "Transpose", List.of(last), "yielded-laid", OnnxGraph.ints("perm", 0, 3, 1, 2));
        }
        if (foreign.black() != 0 || foreign.white() != 1) {
            last = add(nodes, "Sub", List.of(last, scalar("black-out", foreign.black())), "yielded-shifted");
            last = add(
                    nodes,
                    "Div",
                    List.of(last, scalar("range-out", foreign.white() - foreign.black())),
                    "yielded-ranged");
        }
        nodes.add(clip(last, "denoised", 0, 1));
        nodes.add(node("GlobalAveragePool", List.of("denoised"), "means"));
        nodes.add(node("Flatten", List.of("means"), "latent", OnnxGraph.integer("axis", 1)));
        graph.addAllNode(nodes)
                .addOutput(floats(
                        "denoised",
                        foreign.channels(),
                        size(foreign.height(), "height"),
                        size(foreign.width(), "width")))
                .addOutput(floats("latent", foreign.channels()));
    }

    private OnnxMl.NodeProto clip(String input, String output, float low, float high) {
        return opset() < OPSET_WITH_CLIP_INPUTS
                ? node("Clip", List.of(input), output, OnnxGraph.real("min", low), OnnxGraph.real("max", high))
                : node("Clip", List.of(input, scalar(output + "-low", low), scalar(output + "-high", high)), output);
    }

    private static boolean isBytes(OnnxMl.TypeProto.Tensor type) {
        return type.getElemType() == DataType.UINT8.getNumber();
    }

    /** A range such as 0..1, which holds where nothing is said, would leave black and white only. */
    private void requireRangeOfBytes(String tensor) {
        float low = Math.min(foreign.black(), foreign.white());
        float high = Math.max(foreign.black(), foreign.white());
        if (low < 0 || high > LARGEST_BYTE || high - low <= 1) {
            throw new IllegalArgumentException(
                    "expected black and white of '%s', which is UINT8, to be within 0..255 and more than 1 apart, such as"
                                    .formatted(tensor)
                            + " the range 0..255, found " + foreign.black() + ".." + foreign.white());
        }
    }

    private void scoresOut(int classes, boolean logits) {
        output(NUMBERS);
        List<OnnxMl.NodeProto> nodes = new ArrayList<>();
        String last = add(nodes, "Cast", List.of(own(foreign.output())), "yielded", toFloat());
        if (logits) {
            last = add(nodes, "Flatten", List.of(last), "logits", OnnxGraph.integer("axis", 1));
            nodes.add(node("Softmax", List.of(last), "scores", OnnxGraph.integer("axis", 1)));
        } else {
            nodes.add(node("Flatten", List.of(last), "scores", OnnxGraph.integer("axis", 1)));
        }
        graph.addAllNode(nodes).addOutput(floats("scores", classes));
    }

    /** Older files list weights among the inputs. */
    private OnnxMl.TypeProto.Tensor onlyInput() {
        Set<String> weights = source.getInitializerList().stream()
                .map(OnnxMl.TensorProto::getName)
                .collect(Collectors.toSet());
        List<OnnxMl.ValueInfoProto> inputs = source.getInputList().stream()
                .filter(input -> !weights.contains(input.getName()))
                .toList();
        if (inputs.size() != 1 || !inputs.get(0).getName().equals(foreign.input())) {
            throw new IllegalArgumentException("expected one input '" + foreign.input() + "', found " + names(inputs));
        }
        OnnxMl.TypeProto.Tensor type = numbers(inputs.get(0), OF_PICTURES);
        requireRank(type, 4, "input", foreign.input());
        int first = foreign.channelsLast() ? 3 : 1;
        int rows = foreign.channelsLast() ? 1 : 2;
        requireSize(type, first, foreign.channels(), "channels");
        requireSize(type, rows, foreign.height(), "rows");
        requireSize(type, rows + 1, foreign.width(), "columns");
        return type;
    }

    private OnnxMl.TypeProto.Tensor output(Set<DataType> types) {
        return source.getOutputList().stream()
                .filter(output -> output.getName().equals(foreign.output()))
                .findFirst()
                .map(found -> numbers(found, types))
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected an output '" + foreign.output() + "', found " + names(source.getOutputList())));
    }

    private static List<String> names(List<OnnxMl.ValueInfoProto> tensors) {
        return tensors.stream().map(OnnxMl.ValueInfoProto::getName).toList();
    }

    private static OnnxMl.TypeProto.Tensor numbers(OnnxMl.ValueInfoProto tensor, Set<DataType> types) {
        OnnxMl.TypeProto.Tensor type = tensor.getType().getTensorType();
        DataType found = DataType.forNumber(type.getElemType());
        if (found == null || !types.contains(found)) {
            throw new IllegalArgumentException("expected '%s' to be a tensor of one of %s, found %s"
                    .formatted(tensor.getName(), types, found == null ? "none" : found));
        }
        return type;
    }

    /** Files needn't declare shapes. */
    private static void requireRank(OnnxMl.TypeProto.Tensor type, int rank, String what, String name) {
        if (type.hasShape() && type.getShape().getDimCount() != rank) {
            throw new IllegalArgumentException("expected " + what + " '" + name + "' to have " + rank
                    + " dimensions, found " + type.getShape().getDimCount());
        }
    }

    private void requireSize(OnnxMl.TypeProto.Tensor type, int dimension, int wanted, String what) {
        long declared = type.hasShape() ? type.getShape().getDim(dimension).getDimValue() : 0;
        if (declared > 0 && declared != wanted) {
            throw new IllegalArgumentException("expected input '" + foreign.input() + "' to take "
                    + (wanted == 0 ? "any" : wanted) + " " + what + ", the file takes " + declared);
        }
    }

    private static OnnxMl.AttributeProto toFloat() {
        return OnnxGraph.integer("to", DataType.FLOAT.getNumber());
    }

    private static Object size(int size, String name) {
        return size == 0 ? name : size;
    }

    private static OnnxMl.ValueInfoProto floats(String name, Object... dimensions) {
        List<Object> all = new ArrayList<>(List.of("batch"));
        all.addAll(List.of(dimensions));
        return OnnxGraph.floatTensor(name, all.toArray());
    }

    private String scalar(String name, float value) {
        graph.addInitializer(OnnxGraph.tensor(name, new float[] {value}));
        return name;
    }

    private static String add(
            List<OnnxMl.NodeProto> nodes,
            String operator,
            List<String> inputs,
            String output,
            OnnxMl.AttributeProto... attributes) {
        nodes.add(node(operator, inputs, output, attributes));
        return output;
    }

    private static OnnxMl.NodeProto node(
            String operator, List<String> inputs, String output, OnnxMl.AttributeProto... attributes) {
        return OnnxMl.NodeProto.newBuilder()
                .setName(output + "-" + operator)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes))
                .build();
    }

    private long opset() {
        return model.getOpsetImportList().stream()
                .filter(opset ->
                        opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx"))
                .mapToLong(OnnxMl.OperatorSetIdProto::getVersion)
                .findFirst()
                .orElse(1);
    }

    private byte[] bytes(Map<String, String> metadata) {
        model.clearMetadataProps();
        OnnxFile.addMetadata(model, metadata);
        return model.setGraph(graph).build().toByteArray();
    }
}
