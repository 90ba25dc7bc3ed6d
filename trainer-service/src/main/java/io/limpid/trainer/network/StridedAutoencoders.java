package io.limpid.trainer.network;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.v1.Task;
import io.limpid.trainer.network.Layers.BatchNormalization;
import io.limpid.trainer.network.Layers.Convolution;
import io.limpid.trainer.network.Layers.Linear;
import io.limpid.trainer.network.Layers.TransposedConvolution;
import io.limpid.trainer.network.PointwiseLayers.Relu;
import io.limpid.trainer.network.PointwiseLayers.Sigmoid;
import io.limpid.trainer.network.ShapeLayers.Flatten;
import io.limpid.trainer.network.ShapeLayers.Reshape;
import java.util.ArrayList;
import java.util.List;

/** The network of system A1, and its variants. */
final class StridedAutoencoders {
    private static final int SIDE = 28;
    private static final int FLAT = 256 * 4 * 4;

    private StridedAutoencoders() {}

    static Network plain(ImageShape image, int latentSize) {
        return network(image, "conv-autoencoder", List.of(), new Linear(FLAT, latentSize), latentSize);
    }

    static Network attentive(ImageShape image, int latentSize) {
        return network(
                image,
                "attention-autoencoder",
                List.of(new SelfAttention(128)),
                new Linear(FLAT, latentSize),
                latentSize);
    }

    static Network variational(ImageShape image, int latentSize) {
        return network(
                image, "variational-autoencoder", List.of(), new VariationalLinear(FLAT, latentSize), latentSize);
    }

    private static Network network(
            ImageShape image, String name, List<Layer> afterSecond, Layer toLatent, int latentSize) {
        if (image.height() != SIDE || image.width() != SIDE) {
            throw new IllegalArgumentException("network " + name + " expects images of 28 x 28, found " + image);
        }
        List<Layer> layers = new ArrayList<>();
        layers.addAll(down(image.channels(), 64));
        layers.addAll(down(64, 128));
        layers.addAll(afterSecond);
        layers.addAll(down(128, 256));
        layers.addAll(List.of(new Flatten(), toLatent, new LatentTap(false)));
        layers.addAll(List.of(new Linear(latentSize, FLAT), new Reshape(-1, 256, 4, 4)));
        layers.addAll(up(256, 128, 0));
        layers.addAll(up(128, 64, 1));
        layers.addAll(List.of(new TransposedConvolution(64, image.channels(), 3, 2, 1, 1), new Sigmoid()));
        return new Network(Task.DENOISE, Networks.dimensions(image), layers, latentSize, false);
    }

    private static List<Layer> down(int in, int out) {
        return List.of(new Convolution(in, out, 3, 2, 1), new Relu(), new BatchNormalization(out));
    }

    private static List<Layer> up(int in, int out, int outputPadding) {
        return List.of(
                new TransposedConvolution(in, out, 3, 2, 1, outputPadding), new Relu(), new BatchNormalization(out));
    }
}
