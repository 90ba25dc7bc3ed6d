package io.limpid.trainer.network;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.v1.Task;
import io.limpid.trainer.network.Layers.BatchNormalization;
import io.limpid.trainer.network.Layers.Convolution;
import io.limpid.trainer.network.Layers.Flatten;
import io.limpid.trainer.network.Layers.Linear;
import io.limpid.trainer.network.Layers.MaxPooling;
import io.limpid.trainer.network.Layers.Relu;
import io.limpid.trainer.network.Layers.Reshape;
import io.limpid.trainer.network.Layers.Sigmoid;
import io.limpid.trainer.network.Layers.TransposedConvolution;
import java.util.List;

/** The networks that recipes can name. */
public final class Networks {
    private static final int SIDE = 28;

    private Networks() {}

    /**
     * The convolutional denoising autoencoder of system A1: three strided convolutions to a latent vector, and their
     * transposes back. The source ends in tanh and pads all three outputs, which yields 32 × 32; this one ends in a sigmoid, so
     * that the output is in [0,1], and pads the last two, so that it is 28 × 28 again.
     *
     * @throws IllegalArgumentException when the images are not 28 × 28
     */
    public static Network denoisingAutoencoder(ImageShape image, int latentSize) {
        if (image.height() != SIDE || image.width() != SIDE) {
            throw new IllegalArgumentException("network conv-autoencoder expects images of 28 x 28, found " + image);
        }
        List<Layer> encoder = List.of(
                new Convolution(image.channels(), 64, 3, 2, 1),
                new Relu(),
                new BatchNormalization(64),
                new Convolution(64, 128, 3, 2, 1),
                new Relu(),
                new BatchNormalization(128),
                new Convolution(128, 256, 3, 2, 1),
                new Relu(),
                new BatchNormalization(256),
                new Flatten(),
                new Linear(4096, latentSize));
        List<Layer> decoder = List.of(
                new Linear(latentSize, 4096),
                new Reshape(256, 4, 4),
                new TransposedConvolution(256, 128, 3, 2, 1, 0),
                new Relu(),
                new BatchNormalization(128),
                new TransposedConvolution(128, 64, 3, 2, 1, 1),
                new Relu(),
                new BatchNormalization(64),
                new TransposedConvolution(64, image.channels(), 3, 2, 1, 1),
                new Sigmoid());
        return new Network(Task.DENOISE, dimensions(image), encoder, decoder, latentSize);
    }

    /**
     * A small convolutional classifier of pictures: two rounds of convolution, batch normalisation and pooling, then two full
     * connections.
     *
     * @param image height and width must be multiples of 4
     */
    public static Network frameClassifier(ImageShape image, int classes) {
        if (image.height() % 4 != 0 || image.width() % 4 != 0) {
            throw new IllegalArgumentException(
                    "network cnn-classifier expects height and width that are multiples of 4, found " + image);
        }
        int features = 32 * (image.height() / 4) * (image.width() / 4);
        List<Layer> layers = List.of(
                new Convolution(image.channels(), 16, 3, 1, 1),
                new BatchNormalization(16),
                new Relu(),
                new MaxPooling(2),
                new Convolution(16, 32, 3, 1, 1),
                new BatchNormalization(32),
                new Relu(),
                new MaxPooling(2),
                new Flatten(),
                new Linear(features, 128),
                new Relu(),
                new Linear(128, classes));
        return new Network(Task.CLASSIFY_FRAME, dimensions(image), layers, List.of(), classes);
    }

    /** A classifier of latent vectors: normalisation of the vector, then two full connections. */
    public static Network latentHead(int latentSize, int classes) {
        List<Layer> layers = List.of(
                new BatchNormalization(latentSize), new Linear(latentSize, 256), new Relu(), new Linear(256, classes));
        return new Network(Task.CLASSIFY_LATENT, List.of(latentSize), layers, List.of(), classes);
    }

    private static List<Integer> dimensions(ImageShape image) {
        return List.of(image.channels(), image.height(), image.width());
    }
}
