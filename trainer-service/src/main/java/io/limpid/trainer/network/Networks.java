package io.limpid.trainer.network;

import io.limpid.contracts.image.ImageShape;
import java.util.List;

/**
 * The networks that recipes can name; letters and numbers are those of the systems they reproduce. Images are {@code [C,H,W]} with values in
 * [0,1], and so are what denoisers give, unless a network says otherwise. All of them throw {@link IllegalArgumentException} for sizes
 * that they can't be made for.
 */
public final class Networks {
    private Networks() {}

    /**
     * The convolutional denoising autoencoder of system A1: three strided convolutions to a latent vector, and their
     * transposes back. The source ends in tanh and pads all three outputs, which yields 32 × 32; this one ends in a sigmoid, so
     * that the output is in [0,1], and pads the last two, so that it is 28 × 28 again.
     *
     * @param image 28 × 28
     */
    public static Network denoisingAutoencoder(ImageShape image, int latentSize) {
        return StridedAutoencoders.plain(image, latentSize);
    }

    /** A5: the network of A1 with self-attention between the second convolution and the third, over 7 × 7 positions. */
    public static Network attentionAutoencoder(ImageShape image, int latentSize) {
        return StridedAutoencoders.attentive(image, latentSize);
    }

    /**
     * A5: the network of A1 as a variational autoencoder. Its block has one {@link Penalised} block, whose term the training adds to
     * the loss; without it the variances shrink and an ordinary autoencoder is left. The latent vector is the mean.
     */
    public static Network variationalAutoencoder(ImageShape image, int latentSize) {
        return StridedAutoencoders.variational(image, latentSize);
    }

    /**
     * Full connections only: all values → hidden → (hidden → hidden) × depth → latent, and the same back, with a sigmoid at the end. C1
     * so; B1 with {@code hidden} 0: nothing between the values and the latent vector.
     *
     * @param hidden values in each hidden layer; 0 for no hidden layers
     * @param depth further hidden layers on each side; 0 where {@code hidden} is
     * @param inner after hidden layers
     * @param ofLatent after the latent layer; what comes out of it is the latent vector
     */
    public static Network mlpAutoencoder(
            ImageShape image, int hidden, int depth, int latentSize, Activation inner, Activation ofLatent) {
        return new MlpAutoencoder(hidden, depth, latentSize, inner, ofLatent).network(image);
    }

    /**
     * B6a: the network of B1, the same weights for each channel by itself.
     *
     * @param latentSize values for one channel; the latent vector holds those of all channels, one after another
     */
    public static Network channelwiseMlpAutoencoder(ImageShape image, int latentSize) {
        return MlpAutoencoder.channelwise(image, latentSize);
    }

    /**
     * B2, B3 and B6b: 3 × 3 convolutions without padding, each with ReLU, and their transposes back, with a sigmoid at the end. Takes images
     * of any size from 2 · layers + 1. The latent vector is the mean of the innermost map over its positions; the source, which
     * makes nothing of the latent values, keeps the whole map.
     *
     * @param channels after each convolution: [L] for B2, [128,L] for B3
     */
    public static Network plainConvAutoencoder(ImageShape image, List<Integer> channels) {
        return ConvAutoencoders.plain(image, channels);
    }

    /**
     * E1, and the generator of E2: 3 × 3 convolutions without padding, each with batch normalisation, dropout of whole channels and leaky
     * ReLU; transposes back, each with leaky ReLU. Takes images of any size from 2 · layers + 1. As in the source the last layer
     * is a leaky ReLU too, so that values may lie outside [0,1]. The latent vector is as in {@link #plainConvAutoencoder}.
     *
     * @param channels after each convolution: [8,16,32] in the source
     * @param dropout the probability that a channel is dropped, in [0,1): 0.5 in the source; 0 for none
     * @param slope of the leaky ReLU below zero, in (0,1): 0.2 in the source
     */
    public static Network dropoutConvAutoencoder(
            ImageShape image, List<Integer> channels, double dropout, double slope) {
        return ConvAutoencoders.dropout(image, channels, dropout, slope);
    }

    /**
     * D1: 3 × 3 convolutions that keep the size, max pooling on the way in, nearest-neighbour upsampling on the way out; 314,625 parameters
     * for one channel. The latent vector is the mean of the innermost map over its positions.
     *
     * @param image height and width are multiples of 4
     */
    public static Network pooledAutoencoder(ImageShape image) {
        return ConvAutoencoders.pooled(image);
    }

    /**
     * A denoiser for images of any size, down to a single pixel: a small U-Net (Ronneberger et al., 2015) predicts the noise, which is
     * subtracted from the image (Zhang et al., 2017). Strided convolutions on the way down, upsampling on the way up, no batch
     * normalisation. Width 24 and two levels take about 20,000 multiply-adds a pixel. The latent vector is the mean of the innermost map
     * over its positions, (2 + levels) · width / 2 values.
     *
     * @param image what it is trained on, any size
     * @param width channels at full size, a multiple of 4; half as many more a level
     * @param levels how often height and width are halved, 1 to 6
     */
    public static Network residualUNet(ImageShape image, int width, int levels) {
        return new ResidualUNet(width, levels).network(image);
    }

    /**
     * A denoiser for images of any size, down to a single pixel, that is fast on processors: a strided convolution halves the image first, and a
     * U-Net of residual blocks (He et al., 2016; Zhang et al., 2021, DRUNet) without batch normalisation predicts the noise, which a sub-pixel
     * convolution brings back to full size (Shi et al., 2016). The latent vector is the mean of the innermost map over its positions.
     *
     * @param image what it is trained on, any size
     * @param channels of each level: the first has half the image's height and width, each further one half of those above
     * @param blocks residual blocks, of two 3 × 3 convolutions each, on each side of each level
     */
    public static Network compactUNet(ImageShape image, List<Integer> channels, int blocks) {
        return new CompactUNet(channels, blocks).network(image);
    }

    /**
     * The same for images of one size, with a latent vector from a full connection over the innermost map, which it also leads back to, and
     * with the image itself at the end instead of the difference from it.
     *
     * @param image height and width are multiples of 2 to the number of levels
     */
    public static Network latentUNet(ImageShape image, List<Integer> channels, int blocks, int latentSize) {
        return new CompactUNet(channels, blocks).network(image, latentSize);
    }

    /**
     * A small convolutional classifier of pictures: two rounds of convolution, batch normalisation and pooling, then two full
     * connections.
     *
     * @param image height and width must be multiples of 4
     */
    public static Network frameClassifier(ImageShape image, int classes) {
        return Classifiers.frame(image, classes);
    }

    /**
     * The benchmark of C4: two convolutions of one channel each (5 × 5 with padding, 2 × 2 without), ReLU, max pooling, one full
     * connection.
     *
     * @param image 6 × 6 or larger
     */
    public static Network benchmarkCnn(ImageShape image, int classes) {
        return Classifiers.benchmark(image, classes);
    }

    /** A classifier of latent vectors: normalisation of the vector, then two full connections. */
    public static Network latentHead(int latentSize, int classes) {
        return Classifiers.latentHead(latentSize, classes);
    }

    /**
     * C5: a classifier of latent vectors: latent → hidden → (hidden → hidden) × depth → classes, with ReLU between.
     *
     * @param depth further hidden layers: 5 in the source
     */
    public static Network latentMlp(int latentSize, int classes, int hidden, int depth) {
        return Classifiers.latentMlp(latentSize, classes, hidden, depth);
    }

    /**
     * The discriminator of E2's conditional GAN (Isola et al., 2017, pix2pix): from condition and map, stacked on the channel axis, to a map of
     * logits, one for each patch. It is never served, hence layers and no {@link Network}; {@link Chain#block} makes them trainable. The source
     * leaves the last convolution's padding open: none here.
     *
     * @param channels of condition and map together; images must be 23 × 23 or larger
     */
    public static List<Layer> patchDiscriminator(int channels) {
        return Discriminators.patch(channels);
    }

    static List<Integer> dimensions(ImageShape image) {
        return List.of(image.channels(), image.height(), image.width());
    }
}
