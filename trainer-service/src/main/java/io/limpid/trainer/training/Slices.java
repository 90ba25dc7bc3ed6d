package io.limpid.trainer.training;

import ai.djl.ndarray.types.Shape;
import io.limpid.trainer.network.Layer;
import io.limpid.trainer.network.Layers;
import io.limpid.trainer.network.Network;
import java.util.List;

/**
 * How many images of a batch go through a network together while it is trained. Where every layer treats each image by itself, the
 * gradients of parts of a batch add up to the batch's; parts whose largest tensor stays in the processor's cache are faster. Batch
 * normalisation looks at the whole batch, so that networks with it are not cut.
 */
final class Slices {
    /** Eight megabytes of floats. */
    private static final long CACHED_VALUES = 2_000_000;

    private Slices() {}

    static int of(Network network) {
        if (normalises(network.layers())) {
            return Integer.MAX_VALUE;
        }
        return (int) Math.max(1, CACHED_VALUES / largest(network.layers(), network.inputShape(1)));
    }

    private static boolean normalises(List<Layer> layers) {
        return layers.stream()
                .anyMatch(layer -> layer instanceof Layers.BatchNormalization || normalises(layer.body()));
    }

    /** The largest number of values that any layer yields for this input. */
    private static long largest(List<Layer> layers, Shape input) {
        long largest = input.size();
        Shape at = input;
        for (Layer layer : layers) {
            largest = Math.max(largest, largest(layer.body(), at));
            at = layer.outputShape(at);
            largest = Math.max(largest, at.size());
        }
        return largest;
    }
}
