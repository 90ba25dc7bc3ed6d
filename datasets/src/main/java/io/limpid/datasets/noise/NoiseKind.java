package io.limpid.datasets.noise;

import io.limpid.datasets.ImageSet.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The kinds of noise, before clipping. */
enum NoiseKind {
    GAUSSIAN("gaussian", "SIGMA", 100, PointNoise::gaussian),
    SPECKLE("speckle", "SIGMA", 100, PointNoise::speckle),
    SALT_AND_PEPPER("salt-and-pepper", "PROBABILITY", 1, PointNoise::saltAndPepper),
    POISSON("poisson", "PEAK", 1e6, PoissonNoise::photons) {
        @Override
        Strength scaled(Strength peak, double scale) {
            return peak.dividedBy(scale).dividedBy(scale);
        }
    },
    UNIFORM("uniform", "AMPLITUDE", 100, PointNoise::uniform),
    BLUR("blur", "SIGMA", 100, Blur::gaussian),
    STRIPES("stripes", "AMPLITUDE", 100, AreaNoise::stripes),
    BLOCKS("blocks", "PROBABILITY", 1, AreaNoise::blocks),
    JPEG("jpeg", "QUALITY", 100, JpegNoise::compress) {
        @Override
        Strength scaled(Strength quality, double scale) {
            return quality.downFrom(100).times(scale).downFrom(100);
        }
    };

    /** Spoils one image in place. */
    interface Effect {
        void apply(float[] image, int offset, Shape shape, double strength, RandomGenerator random);
    }

    private final String text;
    private final String strengthName;
    private final double largest;
    private final Effect effect;

    NoiseKind(String text, String strengthName, double largest, Effect effect) {
        this.text = text;
        this.strengthName = strengthName;
        this.largest = largest;
        this.effect = effect;
    }

    static Optional<NoiseKind> maybeNamed(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }

    String text() {
        return text;
    }

    Effect effect() {
        return effect;
    }

    /** For messages. */
    String form() {
        return text + ":" + strengthName;
    }

    double largest() {
        return largest;
    }

    /** Zero photons at white would make every image black, and dividing by them something worse; JPEG has no quality of zero. */
    double smallest() {
        return switch (this) {
            case POISSON -> 1e-3;
            case JPEG -> 1;
            default -> 0;
        };
    }

    Strength scaled(Strength strength, double scale) {
        return strength.times(scale);
    }
}
