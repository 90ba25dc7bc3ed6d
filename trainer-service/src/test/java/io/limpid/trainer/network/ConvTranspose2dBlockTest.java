package io.limpid.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvTranspose2dBlockTest {
    private static final Shape INPUT = new Shape(2, 2, 3, 3);

    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final Block block = new Layers.TransposedConvolution(2, 3, 3, 2, 1, 1).block();
    private final NDArray input = manager.randomNormal(INPUT);
    private final NDArray mask = manager.randomNormal(block.getOutputShapes(new Shape[] {INPUT})[0]);

    @AfterEach
    void free() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"weight", "bias"})
    void gradientsAreTheSlopes(String parameter) {
        block.initialize(manager, DataType.FLOAT32, INPUT);
        NDArray values = Weights.of(block, parameter);
        values.setRequiresGradient(true);

        float[] gradient = gradient(values);

        for (int i = 0; i < gradient.length; i++) {
            assertThat(gradient[i]).as("value %d", i).isCloseTo(slope(values, i), within(1e-3f));
        }
    }

    private float[] gradient(NDArray values) {
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            collector.backward(sum());
        }
        return values.getGradient().toFloatArray();
    }

    /** The sum is linear in each value, so that a step of 1 gives the slope exactly. */
    private float slope(NDArray values, int index) {
        float before = sum().getFloat();
        float[] original = values.toFloatArray();
        float[] changed = original.clone();
        changed[index] += 1;
        values.set(changed);
        float after = sum().getFloat();
        values.set(original);
        return after - before;
    }

    private NDArray sum() {
        return block.forward(new ParameterStore(manager, false), new NDList(input), true)
                .singletonOrThrow()
                .mul(mask)
                .sum();
    }
}
