package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Encoding;
import io.limpid.datasets.ImageSet;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.datasets.noise.NoisyImages;
import java.math.BigInteger;

/** An endless row of noisy PNG files, made of a data set's images; the same seed gives the same row. */
public final class NoisySource {
    private static final double GOLDEN_RATIO = 0.618;

    private final ImageSet clean;
    private final int stride;
    private final NoisyImages noisy;
    private final ImageShape shape;
    private final long seed;
    private final ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);

    public NoisySource(ImageSet clean, NoiseModel noise, long seed) {
        this.clean = requireNonNull(clean, "clean");
        this.noisy = new NoisyImages(clean, noise);
        this.shape = new ImageShape(
                clean.shape().channels(), clean.shape().height(), clean.shape().width());
        this.seed = seed;
        this.stride = strideFor(clean.size());
    }

    /**
     * The data set's image behind number {@code number}. Any stretch of numbers is spread over the whole set, whose parts may
     * differ; once each image has had its turn they come again, with other noise.
     */
    public int indexOf(int number) {
        return (int) ((long) number * stride % clean.size());
    }

    /** About the golden ratio of the size, and without a common divisor, so that every image has its turn. */
    private static int strideFor(int size) {
        int stride = (int) Math.ceil(size * GOLDEN_RATIO);
        while (!BigInteger.valueOf(stride).gcd(BigInteger.valueOf(size)).equals(BigInteger.ONE)) {
            stride++;
        }
        return stride;
    }

    public int label(int number) {
        return clean.label(indexOf(number));
    }

    public ImageShape shape() {
        return shape;
    }

    /** The image without noise. */
    public Pixels clean(int number) {
        return Pixels.of(shape, clean.image(indexOf(number)));
    }

    /** The noisy image as a PNG file: eight bits a channel, values outside [0,1] clipped. */
    public byte[] png(int number) {
        long round = seed + number / clean.size();
        return codec.encodeBytes(Pixels.of(shape, noisy.image(indexOf(number), round)), Encoding.PNG);
    }
}
