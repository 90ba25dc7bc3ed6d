package io.limpid.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SyntheticDigitsTest {
    @Test
    void theSameSeedDrawsTheSameDigits() {
        assertThat(SyntheticDigits.draw(50, 3).sha256())
                .isEqualTo(SyntheticDigits.draw(50, 3).sha256())
                .isNotEqualTo(SyntheticDigits.draw(50, 4).sha256());
    }

    @Test
    void moreDigitsBeginWithTheSameOnes() {
        assertThat(SyntheticDigits.draw(30, 3).slice(0, 20).sha256())
                .isEqualTo(SyntheticDigits.draw(20, 3).sha256());
    }

    @Test
    void noTestDigitIsATrainingDigit() {
        DataSet set = SyntheticDigits.of(40, 40, 1);

        for (int i = 0; i < 40; i++) {
            assertThat(set.test().image(i)).isNotEqualTo(set.train().image(i));
        }
    }

    @Test
    void digitsAreWholeAndOfReasonableInk() {
        ImageSet digits = SyntheticDigits.draw(500, 1);

        for (int i = 0; i < digits.size(); i++) {
            float[] image = digits.image(i);
            double ink = 0;
            double rim = 0;
            for (int at = 0; at < image.length; at++) {
                ink += image[at];
                boolean onRim = at % 28 == 0 || at % 28 == 27 || at < 28 || at >= 27 * 28;
                rim += onRim ? image[at] : 0;
            }
            assertThat(ink).as("ink of digit %d", i).isBetween(15.0, 250.0);
            assertThat(rim).as("ink on the rim of digit %d", i).isLessThan(ink / 5);
        }
    }

    /** The nearest mean image tells most apart, not nearly all: there is something to learn, and it can be learned. */
    @Test
    void digitsAreNeitherTrivialNorHopeless() {
        DataSet set = SyntheticDigits.of(2000, 1000, 1);
        float[][] means = means(set.train());
        int right = 0;
        for (int i = 0; i < set.test().size(); i++) {
            right += nearest(means, set.test().image(i)) == set.test().label(i) ? 1 : 0;
        }
        assertThat((double) right / set.test().size()).isBetween(0.5, 0.93);
    }

    private static float[][] means(ImageSet images) {
        float[][] means = new float[10][images.shape().size()];
        for (int i = 0; i < images.size(); i++) {
            float[] image = images.image(i);
            for (int at = 0; at < image.length; at++) {
                means[images.label(i)][at] += image[at] * 10 / images.size();
            }
        }
        return means;
    }

    private static int nearest(float[][] means, float[] image) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int label = 0; label < means.length; label++) {
            double distance = 0;
            for (int at = 0; at < image.length; at++) {
                distance += Math.pow(means[label][at] - image[at], 2);
            }
            if (distance < least) {
                least = distance;
                best = label;
            }
        }
        return best;
    }
}
