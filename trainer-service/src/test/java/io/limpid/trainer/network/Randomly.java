package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.SplittableRandom;

/** Fills blocks with weights that hide nothing: fresh biases and running means are 0, and would not be missed. */
public final class Randomly {
    private static final float SCALE = 0.5f;

    private Randomly() {}

    public static float[] values(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** All but the weights, which keep the scale that their layer chose. */
    public static void fillAllButWeights(Block block) {
        for (Pair<String, Parameter> named : block.getParameters()) {
            if (named.getValue().getType() != Parameter.Type.WEIGHT) {
                fill(named.getValue());
            }
        }
    }

    static void fillAll(Block block) {
        block.getParameters().values().forEach(Randomly::fill);
    }

    private static void fill(Parameter parameter) {
        NDArray array = parameter.getArray();
        float[] values = values((int) array.size(), parameter.getName().hashCode());
        for (int i = 0; i < values.length; i++) {
            values[i] *= SCALE;
            if (parameter.getType() == Parameter.Type.RUNNING_VAR) {
                values[i] = 1 + values[i] * values[i];
            }
        }
        array.set(values);
    }
}
