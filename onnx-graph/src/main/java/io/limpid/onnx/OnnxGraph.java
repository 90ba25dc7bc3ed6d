package io.limpid.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes an ONNX model, node by node: opset 17, ir version 8, float tensors. Names are given by the caller and must be unique;
 * whether the graph makes sense is for the ONNX checker and ONNX Runtime to say.
 */
public final class OnnxGraph {
    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;

    private final OnnxMl.GraphProto.Builder graph;
    private final OnnxMl.ModelProto.Builder model;

    public OnnxGraph() {
        this(OnnxMl.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("limpid")
                .setGraph(OnnxMl.GraphProto.newBuilder().setName("limpid"))
                .addOpsetImport(
                        OnnxMl.OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET)));
    }

    private OnnxGraph(OnnxMl.ModelProto.Builder model) {
        this.model = model;
        this.graph = model.getGraph().toBuilder();
    }

    /**
     * Opens a model that this class wrote, to add to it; its metadata stays.
     *
     * @throws IllegalArgumentException when the file is no ONNX model, or has another opset
     */
    public static OnnxGraph of(byte[] onnx) {
        OnnxMl.ModelProto model = OnnxFile.parse(onnx);
        if (model.getOpsetImportCount() != 1 || model.getOpsetImport(0).getVersion() != OPSET) {
            throw new IllegalArgumentException("expected an ONNX model of opset " + OPSET + " alone, found "
                    + model.getOpsetImportList().stream()
                            .map(opset -> opset.getDomain() + ' ' + opset.getVersion())
                            .toList());
        }
        return new OnnxGraph(model.toBuilder());
    }

    /** The names of the outputs so far. */
    public List<String> outputs() {
        return graph.getOutputList().stream()
                .map(OnnxMl.ValueInfoProto::getName)
                .toList();
    }

    /** The second dimension of an input or output, which is that of the channels or the latent values; 0 where dynamic. */
    public int width(String name) {
        return Stream.concat(graph.getInputList().stream(), graph.getOutputList().stream())
                .filter(tensor -> tensor.getName().equals(name))
                .findFirst()
                .map(tensor -> (int)
                        tensor.getType().getTensorType().getShape().getDim(1).getDimValue())
                .orElseThrow(
                        () -> new IllegalArgumentException("expected an input or output '" + name + "', found none"));
    }

    /** @param dimensions numbers, or names of dynamic dimensions */
    public OnnxGraph input(String name, Object... dimensions) {
        graph.addInput(floatTensor(name, dimensions));
        return this;
    }

    public OnnxGraph output(String name, Object... dimensions) {
        graph.addOutput(floatTensor(name, dimensions));
        return this;
    }

    /** An input of bytes, as models take that were made for pictures of 8 bits. */
    public OnnxGraph byteInput(String name, Object... dimensions) {
        graph.addInput(tensor(OnnxMl.TensorProto.DataType.UINT8, name, dimensions));
        return this;
    }

    public OnnxGraph byteOutput(String name, Object... dimensions) {
        graph.addOutput(tensor(OnnxMl.TensorProto.DataType.UINT8, name, dimensions));
        return this;
    }

    /** A constant tensor, row-major. */
    public OnnxGraph weight(String name, float[] values, long... shape) {
        graph.addInitializer(tensor(name, values, shape));
        return this;
    }

    /** A tensor said to lie in another file; our own readers refuse such models. */
    public OnnxGraph externalWeight(String name, String file, long... shape) {
        OnnxMl.TensorProto.Builder tensor = OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)
                .addExternalData(OnnxMl.StringStringEntryProto.newBuilder()
                        .setKey("location")
                        .setValue(file));
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        graph.addInitializer(tensor);
        return this;
    }

    public OnnxGraph node(String operator, List<String> inputs, String output, OnnxMl.AttributeProto... attributes) {
        return node("", operator, inputs, output, attributes);
    }

    public OnnxGraph node(
            String domain, String operator, List<String> inputs, String output, OnnxMl.AttributeProto... attributes) {
        graph.addNode(built(domain, operator, inputs, output, attributes));
        return this;
    }

    /** A node as {@link #node} adds it. */
    static OnnxMl.NodeProto built(
            String domain, String operator, List<String> inputs, String output, OnnxMl.AttributeProto... attributes) {
        return OnnxMl.NodeProto.newBuilder()
                .setName(output + "-" + operator)
                .setDomain(domain)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes))
                .build();
    }

    public static OnnxMl.AttributeProto ints(String name, long... values) {
        OnnxMl.AttributeProto.Builder attribute =
                OnnxMl.AttributeProto.newBuilder().setName(name).setType(OnnxMl.AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    public static OnnxMl.AttributeProto real(String name, float value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    public static OnnxMl.AttributeProto text(String name, String value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    /** A constant tensor of 64-bit integers, such as a shape. */
    public OnnxGraph integers(String name, long... values) {
        OnnxMl.TensorProto.Builder tensor = OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber())
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    public static OnnxMl.AttributeProto integer(String name, long value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    /** The file, with these entries as its metadata. */
    public byte[] bytes(Map<String, String> metadata) {
        OnnxFile.addMetadata(model, metadata);
        return model.setGraph(graph).build().toByteArray();
    }

    static OnnxMl.TensorProto tensor(String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor(name, OnnxMl.TensorProto.DataType.FLOAT, raw.array(), shape);
    }

    /** @param littleEndian the values as they lie in memory, row-major */
    static OnnxMl.TensorProto tensor(
            String name, OnnxMl.TensorProto.DataType type, byte[] littleEndian, long... shape) {
        OnnxMl.TensorProto.Builder tensor = OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(littleEndian));
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        return tensor.build();
    }

    static OnnxMl.ValueInfoProto floatTensor(String name, Object... dimensions) {
        return tensor(OnnxMl.TensorProto.DataType.FLOAT, name, dimensions);
    }

    private static OnnxMl.ValueInfoProto tensor(OnnxMl.TensorProto.DataType type, String name, Object... dimensions) {
        OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
        for (Object dimension : dimensions) {
            shape.addDim(
                    dimension instanceof String symbol
                            ? OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam(symbol)
                            : OnnxMl.TensorShapeProto.Dimension.newBuilder()
                                    .setDimValue(((Number) dimension).longValue()));
        }
        OnnxMl.TypeProto.Tensor tensor = OnnxMl.TypeProto.Tensor.newBuilder()
                .setElemType(type.getNumber())
                .setShape(shape)
                .build();
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
