package io.limpid.trainer.network;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/** Finds the {@link LatentTap}s among layers. */
final class Taps {
    private Taps() {}

    /** The lengths of the latent vectors that are marked, in order; a denoiser has one. */
    static List<Integer> sizes(List<Layer> layers, Shape input) {
        List<Integer> sizes = new ArrayList<>();
        Shape shape = input;
        for (Layer layer : layers) {
            if (layer instanceof LatentTap) {
                sizes.add(Math.toIntExact(shape.get(1)));
            }
            sizes.addAll(sizes(layer.body(), shape));
            shape = layer.outputShape(shape);
        }
        return sizes;
    }
}
