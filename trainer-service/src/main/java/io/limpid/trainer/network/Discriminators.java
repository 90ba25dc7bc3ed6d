package io.limpid.trainer.network;

import io.limpid.trainer.network.Layers.BatchNormalization;
import io.limpid.trainer.network.Layers.Convolution;
import io.limpid.trainer.network.PointwiseLayers.LeakyRelu;
import java.util.ArrayList;
import java.util.List;

/** The adversary of a generator. */
final class Discriminators {
    private static final double SLOPE = 0.2;

    private Discriminators() {}

    static List<Layer> patch(int channels) {
        List<Layer> layers = new ArrayList<>();
        layers.addAll(stage(channels, 32, 3));
        layers.addAll(stage(32, 64, 4));
        layers.addAll(stage(64, 128, 4));
        layers.add(new Convolution(128, 1, 3, 1, 0, false));
        return List.copyOf(layers);
    }

    private static List<Layer> stage(int in, int out, int kernel) {
        return List.of(new Convolution(in, out, kernel, 2, 1), new BatchNormalization(out), new LeakyRelu(SLOPE));
    }
}
