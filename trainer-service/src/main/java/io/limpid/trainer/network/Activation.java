package io.limpid.trainer.network;

import java.util.List;

/** What is done to each value between layers. */
public enum Activation {
    NONE,
    RELU,
    LEAKY_RELU,
    SIGMOID,
    TANH;

    private static final double SLOPE = 0.2;

    /** The layer; none for {@link #NONE}. */
    List<Layer> layers() {
        return switch (this) {
            case NONE -> List.of();
            case RELU -> List.of(new Layers.Relu());
            case LEAKY_RELU -> List.of(new Layers.LeakyRelu(SLOPE));
            case SIGMOID -> List.of(new Layers.Sigmoid());
            case TANH -> List.of(new Layers.Tanh());
        };
    }
}
