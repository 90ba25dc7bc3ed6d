package io.limpid.trainer.network;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.v1.Task;
import io.limpid.trainer.network.DropoutLayers.Dropout2d;
import io.limpid.trainer.network.Layers.BatchNormalization;
import io.limpid.trainer.network.Layers.Convolution;
import io.limpid.trainer.network.Layers.TransposedConvolution;
import io.limpid.trainer.network.PointwiseLayers.LeakyRelu;
import io.limpid.trainer.network.PointwiseLayers.Relu;
import io.limpid.trainer.network.PointwiseLayers.Sigmoid;
import io.limpid.trainer.network.ShapeLayers.MaxPooling;
import io.limpid.trainer.network.ShapeLayers.Upsample2;
import java.util.ArrayList;
import java.util.List;

/** Autoencoders whose inside is a map; the latent vector is its mean. */
final class ConvAutoencoders {
    private static final int KERNEL = 3;

    private ConvAutoencoders() {}

    static Network plain(ImageShape image, List<Integer> channels) {
        List<Layer> layers = new ArrayList<>();
        int from = image.channels();
        for (int to : requireSome(channels)) {
            layers.addAll(List.of(new Convolution(from, to, KERNEL, 1, 0), new Relu()));
            from = to;
        }
        layers.add(new LatentTap(true));
        for (int i = channels.size() - 2; i >= 0; i--) {
            layers.addAll(List.of(back(from, channels.get(i)), new Relu()));
            from = channels.get(i);
        }
        layers.addAll(List.of(back(from, image.channels()), new Sigmoid()));
        return denoiser(image, layers, channels.get(channels.size() - 1), true);
    }

    static Network dropout(ImageShape image, List<Integer> channels, double dropout, double slope) {
        Layer activation = new LeakyRelu(slope);
        List<Layer> layers = new ArrayList<>();
        int from = image.channels();
        for (int to : requireSome(channels)) {
            layers.add(new Convolution(from, to, KERNEL, 1, 0));
            layers.add(new BatchNormalization(to));
            layers.addAll(dropout == 0 ? List.of() : List.of(new Dropout2d(dropout)));
            layers.add(activation);
            from = to;
        }
        layers.add(new LatentTap(true));
        for (int i = channels.size() - 2; i >= -1; i--) {
            int to = i < 0 ? image.channels() : channels.get(i);
            layers.addAll(List.of(back(from, to), activation));
            from = to;
        }
        return denoiser(image, layers, channels.get(channels.size() - 1), true);
    }

    static Network pooled(ImageShape image) {
        if (image.height() % 4 != 0 || image.width() % 4 != 0) {
            throw new IllegalArgumentException(
                    "network pooled-autoencoder expects height and width that are multiples of 4, found " + image);
        }
        List<Layer> layers = List.of(
                Convolution.same(image.channels(), 32, KERNEL),
                new Relu(),
                new MaxPooling(2),
                Convolution.same(32, 64, KERNEL),
                new Relu(),
                new MaxPooling(2),
                Convolution.same(64, 128, KERNEL),
                new Relu(),
                new LatentTap(true),
                Convolution.same(128, 128, KERNEL),
                new Relu(),
                new Upsample2(),
                Convolution.same(128, 64, KERNEL),
                new Relu(),
                new Upsample2(),
                Convolution.same(64, image.channels(), KERNEL),
                new Sigmoid());
        return denoiser(image, layers, 128, false);
    }

    private static Layer back(int from, int to) {
        return new TransposedConvolution(from, to, KERNEL, 1, 0, 0);
    }

    private static List<Integer> requireSome(List<Integer> channels) {
        if (channels.isEmpty() || channels.stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException(
                    "expected the channels after each convolution, one or more positive numbers, found " + channels);
        }
        return channels;
    }

    private static Network denoiser(ImageShape image, List<Layer> layers, int latentSize, boolean anySize) {
        return new Network(Task.DENOISE, Networks.dimensions(image), layers, latentSize, anySize);
    }
}
