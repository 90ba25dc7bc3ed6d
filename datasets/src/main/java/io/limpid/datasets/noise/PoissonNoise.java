package io.limpid.datasets.noise;

import io.limpid.datasets.ImageSet.Shape;
import java.util.random.RandomGenerator;

/** Shot noise: light is counted in whole photons. Transcendental functions are strict, so that all machines count the same. */
final class PoissonNoise {
    /** From this mean on the transformed rejection holds. */
    private static final double LARGE = 10;

    private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

    private PoissonNoise() {}

    /** v becomes the count of photons over {@code peak}, where v·peak are expected; a negative v sends none. */
    static void photons(float[] image, int offset, Shape shape, double peak, RandomGenerator random) {
        for (int i = offset; i < offset + shape.size(); i++) {
            image[i] = (float) (count(image[i] * peak, random) / peak);
        }
    }

    private static double count(double mean, RandomGenerator random) {
        if (!(mean > 0)) {
            return 0;
        }
        return mean < LARGE ? few(mean, random) : many(mean, random);
    }

    /** Multiplies uniform numbers until e^−mean is passed (Knuth, 1969). */
    private static double few(double mean, RandomGenerator random) {
        double limit = StrictMath.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    /** The transformed rejection method PTRS (Hörmann, 1993). */
    private static double many(double mean, RandomGenerator random) {
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double accepted = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= accepted) {
                return k;
            }
            if (k < 0 || (us < 0.013 && v > us)) {
                continue;
            }
            if (StrictMath.log(v * inverseAlpha / (a / (us * us) + b))
                    <= k * StrictMath.log(mean) - mean - logFactorial(k)) {
                return k;
            }
        }
    }

    /** By Stirling's series, whose first terms are exact to 1e-9 from 10 on; below, step by step down from there. */
    private static double logFactorial(double k) {
        double x = k;
        double product = 1;
        while (x < 10) {
            x++;
            product *= x;
        }
        double inverse = 1 / x;
        double series = inverse / 12 - inverse * inverse * inverse / 360;
        return (x + 0.5) * StrictMath.log(x) - x + HALF_LOG_TWO_PI + series - StrictMath.log(product);
    }
}
