package io.limpid.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.limpid.onnx.OnnxGraph;
import io.limpid.trainer.network.DropoutLayers.Dropout;
import io.limpid.trainer.network.DropoutLayers.Dropout2d;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutLayersTest {
    private final NDManager manager = NDManager.newBaseManager("PyTorch");

    @AfterEach
    void free() {
        manager.close();
    }

    static Stream<Layer> dropouts() {
        return Stream.of(new Dropout(0.3), new Dropout2d(0.3));
    }

    private NDArray forward(Layer layer, boolean training) {
        NDArray ones = manager.ones(new Shape(50, 80, 2, 2));
        return layer.block()
                .forward(new ParameterStore(manager, false), new NDList(ones), training)
                .singletonOrThrow();
    }

    @ParameterizedTest
    @MethodSource("dropouts")
    void dropsThatShareAndKeepsTheMean(Layer layer) {
        NDArray output = forward(layer, true);

        // of 4,000 channels, a standard error of 0.007
        assertThat(output.eq(0).toType(DataType.FLOAT32, false).mean().getFloat())
                .isCloseTo(0.3f, within(0.04f));
        assertThat(output.max().getFloat()).isCloseTo(1 / 0.7f, within(1e-5f));
    }

    @ParameterizedTest
    @MethodSource("dropouts")
    void doesNothingOnceTrained(Layer layer) {
        assertThat(forward(layer, false).toFloatArray()).containsOnly(1);
    }

    @Test
    void wholeChannelsGo() {
        NDArray channels = forward(new Dropout2d(0.3), true).reshape(-1, 4);

        assertThat(channels.max(new int[] {1}).toFloatArray())
                .isEqualTo(channels.min(new int[] {1}).toFloatArray());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void refusesWhatIsNoProbability(double probability) {
        assertThatThrownBy(() -> new Dropout(probability)).hasMessageContaining("[0,1)");
        assertThatThrownBy(() -> new Dropout2d(probability)).hasMessageContaining("[0,1)");
    }

    @Test
    void leavesNoNodes() {
        List<Layer> layers = List.of(new Dropout(0.5));
        OnnxGraph graph = new OnnxGraph().input("x", 1).output("y", 1);
        assertThatThrownBy(() -> layers.get(0)
                        .export(graph, "layer", "x", "y", layers.get(0).block()))
                .isInstanceOf(UnsupportedOperationException.class);

        Chain.export(graph, "layer", layers, "x", "y", Chain.block(layers));

        assertThat(new String(graph.bytes(Map.of()), StandardCharsets.ISO_8859_1))
                .contains("Identity")
                .doesNotContain("Dropout");
    }
}
