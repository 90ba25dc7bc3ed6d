package io.limpid.inference;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Set;

/**
 * Looks at a model file before ONNX Runtime does, because opening a hostile graph is where damage would be done: the file must
 * be whole, hold all its weights itself, and use only operators that image networks need.
 */
final class GraphCheck {
    private static final Set<String> STANDARD_DOMAINS = Set.of("", "ai.onnx");
    private static final int OLDEST_OPSET = 7;

    /** Of the standard domain. No control flow with files or strings, no custom operators, no optional or sequence types. */
    private static final Set<String> ALLOWED = Set.of(
            "Abs",
            "Add",
            "AveragePool",
            "BatchNormalization",
            "Cast",
            "Ceil",
            "Clip",
            "Concat",
            "Constant",
            "ConstantOfShape",
            "Conv",
            "ConvTranspose",
            "DepthToSpace",
            "DequantizeLinear",
            "Div",
            "Dropout",
            "Elu",
            "Equal",
            "Erf",
            "Exp",
            "Expand",
            "Flatten",
            "Floor",
            "Gather",
            "Gelu",
            "Gemm",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "HardSigmoid",
            "HardSwish",
            "Identity",
            "InstanceNormalization",
            "LayerNormalization",
            "LeakyRelu",
            "Log",
            "LogSoftmax",
            "MatMul",
            "Max",
            "MaxPool",
            "Min",
            "Mul",
            "Neg",
            "PRelu",
            "Pad",
            "Pow",
            "QuantizeLinear",
            "Reciprocal",
            "ReduceMax",
            "ReduceMean",
            "ReduceSum",
            "Relu",
            "Reshape",
            "Resize",
            "Selu",
            "Shape",
            "Sigmoid",
            "Slice",
            "Softmax",
            "Softplus",
            "SpaceToDepth",
            "Split",
            "Sqrt",
            "Squeeze",
            "Sub",
            "Sum",
            "Tanh",
            "Tile",
            "Transpose",
            "Unsqueeze",
            "Upsample",
            "Where");

    private GraphCheck() {}

    /**
     * The graph, which is fit to be opened.
     *
     * @throws ModelRejectedException naming what was expected and what was found
     */
    static OnnxMl.GraphProto check(byte[] onnx) throws ModelRejectedException {
        OnnxMl.ModelProto model = parse(onnx);
        if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
            throw new ModelRejectedException(
                    "expected an ONNX model with a graph, found none in " + onnx.length + " bytes");
        }
        checkOpsets(model.getOpsetImportList());
        if (model.getFunctionsCount() > 0) {
            throw new ModelRejectedException(
                    "expected a model without local functions, found " + model.getFunctionsCount());
        }
        if (model.getTrainingInfoCount() > 0) {
            throw new ModelRejectedException(
                    "expected a model without training graphs, found " + model.getTrainingInfoCount());
        }
        checkGraph(model.getGraph());
        return model.getGraph();
    }

    private static OnnxMl.ModelProto parse(byte[] onnx) throws ModelRejectedException {
        try {
            return OnnxMl.ModelProto.parseFrom(onnx);
        } catch (InvalidProtocolBufferException damaged) {
            throw new ModelRejectedException(
                    "expected a whole ONNX file, " + onnx.length + " bytes can't be parsed: " + damaged.getMessage(),
                    damaged);
        }
    }

    private static void checkOpsets(List<OnnxMl.OperatorSetIdProto> opsets) throws ModelRejectedException {
        for (OnnxMl.OperatorSetIdProto opset : opsets) {
            if (STANDARD_DOMAINS.contains(opset.getDomain()) && opset.getVersion() < OLDEST_OPSET) {
                throw new ModelRejectedException(
                        "expected opset " + OLDEST_OPSET + " or newer, found " + opset.getVersion());
            }
        }
    }

    private static void checkGraph(OnnxMl.GraphProto graph) throws ModelRejectedException {
        for (OnnxMl.TensorProto weight : graph.getInitializerList()) {
            checkTensor(weight);
        }
        if (graph.getSparseInitializerCount() > 0) {
            throw new ModelRejectedException("expected dense weights, found sparse ones");
        }
        for (OnnxMl.NodeProto node : graph.getNodeList()) {
            checkNode(node);
        }
    }

    private static void checkNode(OnnxMl.NodeProto node) throws ModelRejectedException {
        if (!STANDARD_DOMAINS.contains(node.getDomain()) || !ALLOWED.contains(node.getOpType())) {
            String domain = node.getDomain().isEmpty() ? "" : node.getDomain() + ".";
            throw new ModelRejectedException("expected operators that image networks need, found " + domain
                    + node.getOpType() + " in node '" + node.getName() + "', which is not allowed");
        }
        for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
            checkTensor(attribute.getT());
            for (OnnxMl.TensorProto tensor : attribute.getTensorsList()) {
                checkTensor(tensor);
            }
            if (attribute.hasSparseTensor() || attribute.getSparseTensorsCount() > 0) {
                throw new ModelRejectedException(
                        "expected dense constants, found a sparse one in node '" + node.getName() + "'");
            }
            if (attribute.hasG() || attribute.getGraphsCount() > 0) {
                throw new ModelRejectedException(
                        "expected a flat graph, found a nested one in node '" + node.getName() + "'");
            }
        }
    }

    private static void checkTensor(OnnxMl.TensorProto tensor) throws ModelRejectedException {
        if (tensor.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
            throw new ModelRejectedException(
                    "expected all weights inside the file, found '" + tensor.getName() + "' pointing to another file");
        }
    }
}
