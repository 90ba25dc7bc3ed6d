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
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VariationalLinearTest {
    private static final float MEAN = 2;
    private static final float LOG_VARIANCE = (float) Math.log(0.25);

    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final Block block = new VariationalLinear(3, 4).block();

    @AfterEach
    void free() {
        manager.close();
    }

    private NDArray forward(int batch, boolean training) {
        NDArray input = manager.zeros(new Shape(batch, 3));
        return block.forward(new ParameterStore(manager, false), new NDList(input), training)
                .singletonOrThrow();
    }

    /** On zeros the biases are all there is. */
    private void initialise() {
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
        bias(0, MEAN);
        bias(1, LOG_VARIANCE);
    }

    private void bias(int child, float value) {
        Weights.of(block.getChildren().get(child).getValue(), "bias").set(new float[] {value, value, value, value});
    }

    @Test
    void drawsFromTheDistributionWhileTraining() {
        initialise();

        NDArray drawn = forward(5_000, true);

        // of 20,000 draws the mean's standard error is 0.0035
        assertThat(drawn.mean().getFloat()).isCloseTo(MEAN, within(0.02f));
        assertThat(drawn.sub(MEAN).square().mean().getFloat()).isCloseTo(0.25f, within(0.02f));
    }

    @Test
    void givesTheMeanOnceTrained() {
        initialise();

        assertThat(forward(2, false).toFloatArray()).containsOnly(MEAN);
    }

    @Test
    void thePenaltyIsTheDivergenceOfFourValuesAndCanBeTakenOnce() {
        initialise();
        Penalised penalised = Penalised.within(block).get(0);
        forward(3, true);

        float penalty = penalised.takePenalty().getFloat();

        double each = 0.5 * (MEAN * MEAN + 0.25 - LOG_VARIANCE - 1);
        assertThat(penalty).isCloseTo((float) (4 * each), within(1e-4f));
        assertThatThrownBy(penalised::takePenalty).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void thereIsNoPenaltyWithoutTraining() {
        initialise();
        forward(1, true);
        forward(1, false);

        assertThatThrownBy(() -> Penalised.within(block).get(0).takePenalty())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in training");
    }
}
