package io.limpid.trainer.network;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.v1.Task;
import io.limpid.trainer.network.Layers.Linear;
import io.limpid.trainer.network.PointwiseLayers.Sigmoid;
import io.limpid.trainer.network.ShapeLayers.Flatten;
import io.limpid.trainer.network.ShapeLayers.Reshape;
import java.util.ArrayList;
import java.util.List;

/** Autoencoders of full connections; see {@link Networks#mlpAutoencoder}. */
record MlpAutoencoder(int hidden, int depth, int latentSize, Activation inner, Activation ofLatent) {
    MlpAutoencoder {
        requireNonNull(inner, "inner");
        requireNonNull(ofLatent, "ofLatent");
        if (hidden < 0 || depth < 0 || latentSize < 1 || (hidden == 0 && depth > 0)) {
            throw new IllegalArgumentException(
                    "network mlp-autoencoder expects latent of at least 1, hidden and depth of at"
                            + " least 0, and depth 0 where hidden is 0, found latent=" + latentSize + ", hidden="
                            + hidden
                            + ", depth=" + depth);
        }
    }

    Network network(ImageShape image) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Flatten());
        addConnections(layers, image.size(), latentSize);
        layers.addAll(ofLatent.layers());
        layers.add(new LatentTap(false));
        addConnections(layers, latentSize, image.size());
        layers.add(new Sigmoid());
        layers.add(new Reshape(-1, image.channels(), image.height(), image.width()));
        return new Network(Task.DENOISE, Networks.dimensions(image), layers, latentSize, false);
    }

    private void addConnections(List<Layer> layers, int from, int to) {
        int width = from;
        for (int i = 0; hidden > 0 && i <= depth; i++) {
            layers.add(new Linear(width, hidden));
            layers.addAll(inner.layers());
            width = hidden;
        }
        layers.add(new Linear(width, to));
    }

    static Network channelwise(ImageShape image, int latentSize) {
        int channels = image.channels();
        int pixels = image.height() * image.width();
        List<Layer> layers = List.of(
                new Reshape(-1, pixels),
                new Linear(pixels, latentSize),
                new Sigmoid(),
                new Reshape(-1, channels * latentSize),
                new LatentTap(false),
                new Reshape(-1, latentSize),
                new Linear(latentSize, pixels),
                new Sigmoid(),
                new Reshape(-1, channels, image.height(), image.width()));
        return new Network(Task.DENOISE, Networks.dimensions(image), layers, channels * latentSize, false);
    }
}
