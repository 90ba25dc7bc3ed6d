package io.limpid.trainer.network;

import ai.djl.nn.Block;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.v1.Task;
import java.util.ArrayList;
import java.util.List;

/** The networks that recipes can name. */
public final class Networks {
    private static final int SIDE = 28;

    private Networks() {}

    /** The latent vectors of the last batch that went through a denoiser's block, outside training, one after another. */
    public static float[] latents(Block denoiser) {
        return LatentTap.in(denoiser).orElseThrow().latents();
    }

    /**
     * The convolutional denoising autoencoder of system A1: three strided convolutions to a latent vector, and their
     * transposes back. The source ends in tanh and pads all three outputs, which yields 32 × 32; this one ends in a sigmoid, so
     * that the output is in [0,1], and pads the last two, so that it is 28 × 28 again.
     *
     * @throws IllegalArgumentException when the images are not 28 × 28
     */
    public static Network denoisingAutoencoder(ImageShape image, int latentSize) {
        return strided("conv-autoencoder", image, List.of(), new Layers.Linear(4096, latentSize), latentSize);
    }

    /**
     * A1 with self-attention after its second convolution, over 7 × 7 positions: one of the improvements (A5) that its authors list.
     *
     * @throws IllegalArgumentException when the images are not 28 × 28
     */
    public static Network attentionAutoencoder(ImageShape image, int latentSize) {
        return strided(
                "attention-autoencoder",
                image,
                List.of(new SelfAttention(128)),
                new Layers.Linear(4096, latentSize),
                latentSize);
    }

    /**
     * A1 as a variational autoencoder: another of the improvements (A5) that its authors list.
     *
     * @throws IllegalArgumentException when the images are not 28 × 28
     */
    public static Network variationalAutoencoder(ImageShape image, int latentSize) {
        return strided(
                "variational-autoencoder", image, List.of(), new VariationalLinear(4096, latentSize), latentSize);
    }

    private static Network strided(
            String name, ImageShape image, List<Layer> afterSecond, Layer latent, int latentSize) {
        if (image.height() != SIDE || image.width() != SIDE) {
            throw new IllegalArgumentException("network " + name + " expects images of 28 x 28, found " + image);
        }
        List<Layer> layers = new ArrayList<>(List.of(
                new Layers.Convolution(image.channels(), 64, 3, 2, 1),
                new Layers.Relu(),
                new Layers.BatchNormalization(64),
                new Layers.Convolution(64, 128, 3, 2, 1),
                new Layers.Relu(),
                new Layers.BatchNormalization(128)));
        layers.addAll(afterSecond);
        layers.addAll(List.of(
                new Layers.Convolution(128, 256, 3, 2, 1),
                new Layers.Relu(),
                new Layers.BatchNormalization(256),
                new Layers.Flatten(),
                latent,
                new LatentTap(false),
                new Layers.Linear(latentSize, 4096),
                new Layers.Reshape(-1, 256, 4, 4),
                new Layers.TransposedConvolution(256, 128, 3, 2, 1, 0),
                new Layers.Relu(),
                new Layers.BatchNormalization(128),
                new Layers.TransposedConvolution(128, 64, 3, 2, 1, 1),
                new Layers.Relu(),
                new Layers.BatchNormalization(64),
                new Layers.TransposedConvolution(64, image.channels(), 3, 2, 1, 1),
                new Layers.Sigmoid()));
        return new Network(Task.DENOISE, dimensions(image), layers, latentSize, false);
    }

    /**
     * The full connections of systems B1 and C1: pixels → hidden → (hidden → hidden) × depth → latent, and back, a sigmoid at the end.
     *
     * @param hidden 0 for no hidden layers, as in B1
     * @param inner after each hidden layer
     * @param ofLatent after the latent layer
     */
    public static Network mlpAutoencoder(
            ImageShape image, int hidden, int depth, int latent, Activation inner, Activation ofLatent) {
        List<Layer> layers = new ArrayList<>(List.of(new Layers.Flatten()));
        mlp(layers, image.size(), hidden, depth, inner);
        layers.add(new Layers.Linear(hidden == 0 ? image.size() : hidden, latent));
        layers.addAll(ofLatent.layers());
        layers.add(new LatentTap(false));
        mlp(layers, latent, hidden, depth, inner);
        layers.add(new Layers.Linear(hidden == 0 ? latent : hidden, image.size()));
        layers.add(new Layers.Sigmoid());
        layers.add(new Layers.Reshape(-1, image.channels(), image.height(), image.width()));
        return new Network(Task.DENOISE, dimensions(image), layers, latent, false);
    }

    private static void mlp(List<Layer> layers, int in, int hidden, int depth, Activation inner) {
        for (int i = 0; hidden > 0 && i <= depth; i++) {
            layers.add(new Layers.Linear(i == 0 ? in : hidden, hidden));
            layers.addAll(inner.layers());
        }
    }

    /**
     * System B6a: one network of full connections, applied to each channel by itself. The latent vector is that of all channels,
     * {@code channels · latent} long.
     */
    public static Network channelwiseMlpAutoencoder(ImageShape image, int latent) {
        int channels = image.channels();
        int pixels = image.pixelCount();
        List<Layer> layers = List.of(
                new Layers.Reshape(-1, pixels),
                new Layers.Linear(pixels, latent),
                new Layers.Sigmoid(),
                new Layers.Reshape(-1, channels * latent),
                new LatentTap(false),
                new Layers.Reshape(-1, latent),
                new Layers.Linear(latent, pixels),
                new Layers.Sigmoid(),
                new Layers.Reshape(-1, channels, image.height(), image.width()));
        return new Network(Task.DENOISE, dimensions(image), layers, channels * latent, false);
    }

    /**
     * Systems B2 (one number of channels), B3 and B6b (two): convolutions 3 × 3 without padding and their transposes back, ReLU
     * between, a sigmoid at the end. Takes any size from 2·n + 1 on, n the number of convolutions.
     */
    public static Network plainConvAutoencoder(ImageShape image, List<Integer> channels) {
        List<Layer> layers = new ArrayList<>();
        int in = image.channels();
        for (int out : channels) {
            layers.add(new Layers.Convolution(in, out, 3, 1, 0));
            layers.add(new Layers.Relu());
            in = out;
        }
        layers.add(new LatentTap(true));
        for (int i = channels.size() - 1; i >= 0; i--) {
            int out = i == 0 ? image.channels() : channels.get(i - 1);
            layers.add(new Layers.TransposedConvolution(channels.get(i), out, 3, 1, 0, 0));
            layers.add(i == 0 ? new Layers.Sigmoid() : new Layers.Relu());
        }
        return new Network(Task.DENOISE, dimensions(image), layers, in, true);
    }

    /**
     * System E1, and in colour the generator of E2: convolutions 3 × 3 with batch normalisation, dropout of channels and leaky ReLU;
     * transposes and leaky ReLU back, behind the last one too, as in the source. Any size from 2·n + 1 on.
     */
    public static Network dropoutConvAutoencoder(
            ImageShape image, List<Integer> channels, double dropout, double slope) {
        List<Layer> layers = new ArrayList<>();
        int in = image.channels();
        for (int out : channels) {
            layers.add(new Layers.Convolution(in, out, 3, 1, 0));
            layers.add(new Layers.BatchNormalization(out));
            layers.add(new Layers.ChannelDropout(dropout));
            layers.add(new Layers.LeakyRelu(slope));
            in = out;
        }
        layers.add(new LatentTap(true));
        for (int i = channels.size() - 1; i >= 0; i--) {
            int out = i == 0 ? image.channels() : channels.get(i - 1);
            layers.add(new Layers.TransposedConvolution(channels.get(i), out, 3, 1, 0, 0));
            layers.add(new Layers.LeakyRelu(slope));
        }
        return new Network(Task.DENOISE, dimensions(image), layers, in, true);
    }

    /**
     * System D1: 3 × 3 convolutions of 32, 64 and 128 channels with pooling, and 128, 64 and 1 with upsampling back; 314,625 parameters
     * for grey images.
     *
     * @throws IllegalArgumentException when height or width are not multiples of 4
     */
    public static Network pooledAutoencoder(ImageShape image) {
        requireMultiplesOfFour("pooled-autoencoder", image);
        List<Layer> layers = List.of(
                new Layers.Convolution(image.channels(), 32, 3, 1, 1),
                new Layers.Relu(),
                new Layers.MaxPooling(2),
                new Layers.Convolution(32, 64, 3, 1, 1),
                new Layers.Relu(),
                new Layers.MaxPooling(2),
                new Layers.Convolution(64, 128, 3, 1, 1),
                new Layers.Relu(),
                new LatentTap(true),
                new Layers.Convolution(128, 128, 3, 1, 1),
                new Layers.Relu(),
                new Layers.Upsampling(),
                new Layers.Convolution(128, 64, 3, 1, 1),
                new Layers.Relu(),
                new Layers.Upsampling(),
                new Layers.Convolution(64, image.channels(), 3, 1, 1),
                new Layers.Sigmoid());
        return new Network(Task.DENOISE, dimensions(image), layers, 128, false);
    }

    /**
     * A small U-Net (Ronneberger et al., 2015) that estimates the noise (Zhang et al., 2017), without batch normalisation. Takes any
     * size: strided convolutions round up, and what comes back is cut to size.
     *
     * @param width channels at full resolution; they double with each level
     * @param levels how often the resolution is halved
     */
    public static Network residualUNet(ImageShape image, int width, int levels) {
        List<Layer> body = List.of(
                new Layers.Convolution(image.channels(), width, 3, 1, 1),
                new Layers.Relu(),
                new Composite.Skip(level(width, levels)),
                new Layers.Convolution(2 * width, width, 3, 1, 1),
                new Layers.Relu(),
                new Layers.Convolution(width, image.channels(), 3, 1, 1));
        List<Layer> layers = List.of(new Composite.NoiseResidual(body), new Layers.Clamp());
        return new Network(Task.DENOISE, dimensions(image), layers, width << levels, true);
    }

    private static List<Layer> level(int width, int levels) {
        int wider = 2 * width;
        List<Layer> layers = new ArrayList<>(List.of(
                new Layers.Convolution(width, wider, 3, 2, 1),
                new Layers.Relu(),
                new Layers.Convolution(wider, wider, 3, 1, 1),
                new Layers.Relu()));
        if (levels == 1) {
            layers.add(new LatentTap(true));
        } else {
            layers.add(new Composite.Skip(level(wider, levels - 1)));
            layers.add(new Layers.Convolution(2 * wider, wider, 3, 1, 1));
            layers.add(new Layers.Relu());
        }
        layers.add(new Layers.Upsampling());
        layers.add(new Layers.Convolution(wider, width, 3, 1, 1));
        layers.add(new Layers.Relu());
        return layers;
    }

    /**
     * A small convolutional classifier of pictures: two rounds of convolution, batch normalisation and pooling, then two full
     * connections.
     *
     * @param image height and width must be multiples of 4
     */
    public static Network frameClassifier(ImageShape image, int classes) {
        requireMultiplesOfFour("cnn-classifier", image);
        int features = 32 * (image.height() / 4) * (image.width() / 4);
        List<Layer> layers = List.of(
                new Layers.Convolution(image.channels(), 16, 3, 1, 1),
                new Layers.BatchNormalization(16),
                new Layers.Relu(),
                new Layers.MaxPooling(2),
                new Layers.Convolution(16, 32, 3, 1, 1),
                new Layers.BatchNormalization(32),
                new Layers.Relu(),
                new Layers.MaxPooling(2),
                new Layers.Flatten(),
                new Layers.Linear(features, 128),
                new Layers.Relu(),
                new Layers.Linear(128, classes));
        return new Network(Task.CLASSIFY_FRAME, dimensions(image), layers, classes, false);
    }

    /** System C4: two convolutions of one channel with pooling, and one full connection; 36 features for 28 × 28. */
    public static Network benchmarkCnn(ImageShape image, int classes) {
        int height = (image.height() / 2 - 1) / 2;
        int width = (image.width() / 2 - 1) / 2;
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("network benchmark-cnn expects at least 6 x 6 pixels, found " + image);
        }
        List<Layer> layers = List.of(
                new Layers.Convolution(image.channels(), 1, 5, 1, 2),
                new Layers.Relu(),
                new Layers.MaxPooling(2),
                new Layers.Convolution(1, 1, 2, 1, 0),
                new Layers.Relu(),
                new Layers.MaxPooling(2),
                new Layers.Flatten(),
                new Layers.Linear(height * width, classes));
        return new Network(Task.CLASSIFY_FRAME, dimensions(image), layers, classes, false);
    }

    /** A classifier of latent vectors: normalisation of the vector, then two full connections. */
    public static Network latentHead(int latentSize, int classes) {
        List<Layer> layers = List.of(
                new Layers.BatchNormalization(latentSize),
                new Layers.Linear(latentSize, 256),
                new Layers.Relu(),
                new Layers.Linear(256, classes));
        return new Network(Task.CLASSIFY_LATENT, List.of(latentSize), layers, classes, false);
    }

    /** System C5: latent → hidden → (hidden → hidden) × depth → classes, ReLU between. */
    public static Network latentMlp(int latentSize, int classes, int hidden, int depth) {
        List<Layer> layers = new ArrayList<>();
        mlp(layers, latentSize, hidden, depth, Activation.RELU);
        layers.add(new Layers.Linear(hidden, classes));
        return new Network(Task.CLASSIFY_LATENT, List.of(latentSize), layers, classes, false);
    }

    /**
     * The discriminator of system E2: on condition and picture, one on top of the other, three strided convolutions of 32, 64 and 128
     * channels with batch normalisation and leaky ReLU, and one without bias to a map of logits. Not served.
     *
     * @param channels of both together
     */
    public static List<Layer> patchDiscriminator(int channels) {
        return List.of(
                new Layers.Convolution(channels, 32, 3, 2, 1),
                new Layers.BatchNormalization(32),
                new Layers.LeakyRelu(0.2),
                new Layers.Convolution(32, 64, 4, 2, 1),
                new Layers.BatchNormalization(64),
                new Layers.LeakyRelu(0.2),
                new Layers.Convolution(64, 128, 4, 2, 1),
                new Layers.BatchNormalization(128),
                new Layers.LeakyRelu(0.2),
                new Layers.Convolution(128, 1, 3, 1, 1, false));
    }

    /** A block of layers that belong to no network. */
    public static Block block(List<Layer> layers) {
        return LayerChain.block(layers);
    }

    private static void requireMultiplesOfFour(String name, ImageShape image) {
        if (image.height() % 4 != 0 || image.width() % 4 != 0) {
            throw new IllegalArgumentException(
                    "network " + name + " expects height and width that are multiples of 4, found " + image);
        }
    }

    private static List<Integer> dimensions(ImageShape image) {
        return List.of(image.channels(), image.height(), image.width());
    }
}
