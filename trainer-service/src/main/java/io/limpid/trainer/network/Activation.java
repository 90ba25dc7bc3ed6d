package io.limpid.trainer.network;

import io.limpid.trainer.network.PointwiseLayers.LeakyRelu;
import io.limpid.trainer.network.PointwiseLayers.Relu;
import io.limpid.trainer.network.PointwiseLayers.Sigmoid;
import io.limpid.trainer.network.PointwiseLayers.Tanh;
import java.util.List;

/** What may follow a full connection. */
public enum Activation {
    NONE(List.of()),
    RELU(List.of(new Relu())),
    /** With the slope 0.2 below zero. */
    LEAKY_RELU(List.of(new LeakyRelu(0.2))),
    SIGMOID(List.of(new Sigmoid())),
    TANH(List.of(new Tanh()));

    private final List<Layer> layers;

    Activation(List<Layer> layers) {
        this.layers = layers;
    }

    /** One layer, or none. */
    List<Layer> layers() {
        return layers;
    }
}
