package io.limpid.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.limpid.onnx.OnnxGraph;
import io.limpid.trainer.network.CompositeLayers.NoiseResidual;
import io.limpid.trainer.network.CompositeLayers.Residual;
import io.limpid.trainer.network.CompositeLayers.Skip;
import io.limpid.trainer.network.DropoutLayers.Dropout;
import io.limpid.trainer.network.DropoutLayers.Dropout2d;
import io.limpid.trainer.network.Layers.BatchNormalization;
import io.limpid.trainer.network.Layers.Convolution;
import io.limpid.trainer.network.Layers.Linear;
import io.limpid.trainer.network.Layers.TransposedConvolution;
import io.limpid.trainer.network.PointwiseLayers.Clamp01;
import io.limpid.trainer.network.PointwiseLayers.LeakyRelu;
import io.limpid.trainer.network.PointwiseLayers.Relu;
import io.limpid.trainer.network.PointwiseLayers.Sigmoid;
import io.limpid.trainer.network.PointwiseLayers.Tanh;
import io.limpid.trainer.network.ShapeLayers.DepthToSpace;
import io.limpid.trainer.network.ShapeLayers.Flatten;
import io.limpid.trainer.network.ShapeLayers.MaxPooling;
import io.limpid.trainer.network.ShapeLayers.Reshape;
import io.limpid.trainer.network.ShapeLayers.Upsample2;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayersTest {
    private static final List<Layer> HALVE_AND_DOUBLE = List.of(new Convolution(2, 3, 3, 2, 1), new Upsample2());

    private static final List<Layer> HALVE_AND_KEEP = List.of(new Convolution(2, 8, 3, 2, 1), new DepthToSpace(2));

    private final NDManager manager = NDManager.newBaseManager("PyTorch");

    @AfterEach
    void free() {
        manager.close();
    }

    static Stream<Arguments> layers() {
        return Stream.of(
                Arguments.of(new Convolution(2, 3, 3, 1, 1), new Shape(2, 6, 5)),
                Arguments.of(new Convolution(2, 3, 3, 2, 1), new Shape(2, 7, 7)),
                Arguments.of(new Convolution(2, 3, 4, 2, 1, false), new Shape(2, 9, 8)),
                Arguments.of(Convolution.same(2, 3, 5), new Shape(2, 4, 6)),
                Arguments.of(new TransposedConvolution(3, 2, 3, 2, 1, 0), new Shape(3, 4, 4)),
                Arguments.of(new TransposedConvolution(3, 2, 3, 2, 1, 1), new Shape(3, 7, 5)),
                Arguments.of(new TransposedConvolution(3, 2, 3, 1, 0, 0), new Shape(3, 4, 4)),
                Arguments.of(new BatchNormalization(3), new Shape(3, 5, 5)),
                Arguments.of(new BatchNormalization(6), new Shape(6)),
                Arguments.of(new Linear(6, 4), new Shape(6)),
                Arguments.of(new VariationalLinear(6, 4), new Shape(6)),
                Arguments.of(new Relu(), new Shape(9)),
                Arguments.of(new LeakyRelu(0.2), new Shape(2, 3, 3)),
                Arguments.of(new Sigmoid(), new Shape(9)),
                Arguments.of(new Tanh(), new Shape(9)),
                Arguments.of(new Clamp01(), new Shape(1, 4, 4)),
                Arguments.of(new MaxPooling(2), new Shape(3, 6, 8)),
                Arguments.of(new MaxPooling(2), new Shape(1, 13, 13)),
                Arguments.of(new Upsample2(), new Shape(2, 3, 5)),
                Arguments.of(new DepthToSpace(2), new Shape(8, 3, 5)),
                Arguments.of(new DepthToSpace(3), new Shape(9, 2, 1)),
                Arguments.of(new Flatten(), new Shape(3, 4, 5)),
                Arguments.of(new Reshape(-1, 2, 3, 4), new Shape(24)),
                Arguments.of(new Reshape(-1, 12), new Shape(2, 3, 4)),
                Arguments.of(new SelfAttention(16), new Shape(16, 3, 5)),
                Arguments.of(new Residual(List.of(Convolution.same(2, 2, 3), new Relu())), new Shape(2, 4, 5)),
                Arguments.of(new Residual(List.of(new Dropout(0.5))), new Shape(5)),
                Arguments.of(new NoiseResidual(List.of(Convolution.same(2, 2, 3))), new Shape(2, 4, 5)),
                Arguments.of(new Residual(HALVE_AND_KEEP, true), new Shape(2, 7, 5)),
                Arguments.of(new NoiseResidual(HALVE_AND_KEEP, true), new Shape(2, 1, 4)),
                Arguments.of(new Skip(HALVE_AND_DOUBLE), new Shape(2, 7, 5)),
                Arguments.of(new Skip(List.of(new Skip(HALVE_AND_DOUBLE))), new Shape(2, 4, 1)),
                Arguments.of(new Skip(List.of(new Dropout2d(0.5), new Tanh())), new Shape(2, 2, 2)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("layers")
    void meansTheSameInOnnx(Layer layer, Shape shape) throws Exception {
        Block block = initialised(layer, shape);
        for (int batch : new int[] {1, 3}) {
            Shape batched = new Shape(batch).addAll(shape);
            float[] input = Randomly.values((int) batched.size(), batch);
            NDArray expected = block.forward(store(), new NDList(manager.create(input, batched)), false)
                    .singletonOrThrow();

            float[] found = run(layer, block, input, batched);

            assertThat(expected.getShape()).isEqualTo(layer.outputShape(batched));
            assertThat(block.getOutputShapes(new Shape[] {batched})[0]).isEqualTo(expected.getShape());
            assertThat(found).containsExactly(expected.toFloatArray(), within(1e-5f));
        }
    }

    private Block initialised(Layer layer, Shape shape) {
        Block block = layer.block();
        block.initialize(manager, DataType.FLOAT32, new Shape(2).addAll(shape));
        Randomly.fillAll(block);
        return block;
    }

    private ParameterStore store() {
        return new ParameterStore(manager, false);
    }

    private static float[] run(Layer layer, Block block, float[] input, Shape shape) throws Exception {
        OnnxGraph graph = new OnnxGraph().input("x", dynamic(shape)).output("y", dynamic(layer.outputShape(shape)));
        layer.export(graph, "layer", "x", "y", block);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(graph.bytes(Map.of()));
                OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), shape.getShape());
                OrtSession.Result result = session.run(Map.of("x", x))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] found = new float[values.remaining()];
            values.get(found);
            return found;
        }
    }

    private static Object[] dynamic(Shape shape) {
        Object[] dimensions = java.util.Arrays.stream(shape.getShape()).boxed().toArray();
        dimensions[0] = "rows" + dimensions.length;
        return dimensions;
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("layers")
    void gradientsReachAllThatIsLearntAndNothingElse(Layer layer, Shape shape) {
        Block block = initialised(layer, shape);
        List<Parameter> learnt = block.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .toList();

        Gradients.backward(block, manager.randomNormal(new Shape(3).addAll(shape)));

        assertThat(learnt.stream()
                        .mapToLong(parameter -> parameter.getArray().size())
                        .sum())
                .isEqualTo(layer.parameterCount());
        assertThat(learnt).allSatisfy(parameter -> assertThat(Gradients.largest(parameter))
                .isPositive());
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                Arguments.of(new Convolution(2, 3, 3, 1, 1), new Shape(1, 3, 8, 8), "expects 2 on the second axis"),
                Arguments.of(new Convolution(2, 3, 3, 1, 0), new Shape(1, 2, 2, 8), "of at least 3"),
                Arguments.of(new Linear(6, 4), new Shape(1, 5), "expects 6 on the second axis"),
                Arguments.of(new Reshape(-1, 5), new Shape(1, 6), "can become [-1, 5]"),
                Arguments.of(new LatentTap(true), new Shape(1, 6), "of 4 axes"),
                Arguments.of(new LatentTap(false), new Shape(1, 2, 3, 3), "of 2 axes"),
                Arguments.of(new DepthToSpace(2), new Shape(1, 6, 3, 3), "a multiple of 4 channels"),
                Arguments.of(new DepthToSpace(2), new Shape(1, 4), "a multiple of 4 channels"),
                Arguments.of(new Residual(List.of(new Linear(4, 5))), new Shape(1, 4), "keep the shape"),
                Arguments.of(new Residual(HALVE_AND_KEEP), new Shape(1, 2, 7, 5), "keep the shape"),
                Arguments.of(
                        new NoiseResidual(List.of(new MaxPooling(2)), true), new Shape(1, 2, 4, 4), "keep the shape"),
                Arguments.of(new Skip(List.of(new MaxPooling(2))), new Shape(1, 2, 4, 4), "keep height and width"));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("misfits")
    void saysWhatCantGoIn(Layer layer, Shape shape, String reason) {
        assertThatThrownBy(() -> layer.outputShape(shape))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("found");
    }
}
