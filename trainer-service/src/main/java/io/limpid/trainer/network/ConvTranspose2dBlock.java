package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A transposed convolution, which DJL's PyTorch engine lacks: the weights are DJL's, with shape
 * {@code [in,out,kernel,kernel]}, and PyTorch's own operator is called through a TorchScript module of one line.
 */
final class ConvTranspose2dBlock extends AbstractBlock {
    private final Layers.TransposedConvolution layer;
    private final Parameter weight;
    private final Parameter bias;
    private PtSymbolBlock operator;

    ConvTranspose2dBlock(Layers.TransposedConvolution layer) {
        this.layer = layer;
        this.weight = addParameter(Parameter.builder()
                .setName("weight")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(layer.in(), layer.out(), layer.kernel(), layer.kernel()))
                .build());
        this.bias = addParameter(Parameter.builder()
                .setName("bias")
                .setType(Parameter.Type.BIAS)
                .optShape(new Shape(layer.out()))
                .optInitializer(Initializer.ZEROS)
                .build());
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        // Fan-in of the transpose is in·k²/s² for each output pixel; PyTorch bounds by out·k², and so do we.
        double bound = 1 / Math.sqrt((double) layer.out() * layer.kernel() * layer.kernel());
        weight.setInitializer(
                (manager, shape, type) -> manager.randomUniform((float) -bound, (float) bound, shape, type));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray image = inputs.singletonOrThrow();
        NDArray weights = store.getValue(weight, image.getDevice(), training);
        NDArray biases = store.getValue(bias, image.getDevice(), training);
        // the engine would otherwise look for a method of the inputs' names
        image.setName(null);
        weights.setName(null);
        biases.setName(null);
        return IValueUtils.forward(operator(weights.getManager()), new NDList(image, weights, biases), training);
    }

    private PtSymbolBlock operator(NDManager manager) {
        if (operator == null) {
            byte[] script = TorchScript.convTranspose2d(layer.stride(), layer.padding(), layer.outputPadding());
            try {
                operator = JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(script), false, false);
            } catch (IOException impossible) {
                throw new UncheckedIOException("loading from memory failed", impossible);
            }
        }
        return operator;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {layer.outputShape(inputShapes[0])};
    }
}
