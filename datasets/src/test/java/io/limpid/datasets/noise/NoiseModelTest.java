package io.limpid.datasets.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.limpid.datasets.ImageSet.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseModelTest {
    private static final int MANY = 200_000;

    private static float[] noisy(String noise, float value) {
        float[] image = new float[MANY];
        Arrays.fill(image, value);
        NoiseModel.parse(noise).apply(image, 0, new Shape(1, 400, 500), new SplittableRandom(7));
        return image;
    }

    private static double mean(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    private static double deviation(float[] values) {
        double mean = mean(values);
        return Math.sqrt(IntStream.range(0, values.length)
                .mapToDouble(i -> Math.pow(values[i] - mean, 2))
                .average()
                .orElseThrow());
    }

    @Test
    void gaussianHasItsDeviationBeforeClipping() {
        float[] image = noisy("gaussian:0.5:unclipped", 0.3f);

        assertThat(mean(image)).isCloseTo(0.3, within(0.005));
        assertThat(deviation(image)).isCloseTo(0.5, within(0.005));
    }

    @Test
    void clippingKeepsTheRange() {
        float[] image = noisy("gaussian:0.5", 0f);

        for (float value : image) {
            assertThat(value).isBetween(0f, 1f);
        }
        // half of a normal distribution, less its tail beyond 2 sigma: 0.5 (0.3989 - 0.0540) + P(n > 2) = 0.1952 with
        // the clipped tail
        assertThat(mean(image)).isCloseTo(0.1952, within(0.002));
    }

    @Test
    void speckleGrowsWithTheValue() {
        assertThat(noisy("speckle:0.5:unclipped", 0f)).containsOnly(0f);
        assertThat(deviation(noisy("speckle:0.5:unclipped", 0.8f))).isCloseTo(0.4, within(0.005));
    }

    @Test
    void saltAndPepperComeAsOften() {
        float[] image = noisy("salt-and-pepper:0.4", 0.5f);

        assertThat(share(image, 0f)).isCloseTo(0.2, within(0.005));
        assertThat(share(image, 1f)).isCloseTo(0.2, within(0.005));
        assertThat(share(image, 0.5f)).isCloseTo(0.6, within(0.005));
    }

    private static Map<Float, Long> shares(float[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .collect(Collectors.groupingBy(i -> values[i], Collectors.counting()));
    }

    private static double share(float[] values, float wanted) {
        return IntStream.range(0, values.length)
                        .filter(i -> values[i] == wanted)
                        .count()
                / (double) values.length;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.4, 8, 12, 300})
    void photonsAreCountedByPoissonsLaw(double expected) {
        float[] image = noisy("poisson:1000:unclipped", (float) (expected / 1000));

        assertThat(mean(image) * 1000).isCloseTo(expected, withinPercentage(1));
        assertThat(Math.pow(deviation(image) * 1000, 2)).isCloseTo(expected, withinPercentage(2));
    }

    @Test
    void photonCountsHaveTheProbabilitiesOfPoissonsLaw() {
        float[] image = noisy("poisson:100:unclipped", 0.12f);

        double probability = Math.exp(-12);
        for (int count = 0; count <= 24; count++) {
            assertThat(share(image, count / 100f)).isCloseTo(probability, within(0.003));
            probability *= 12.0 / (count + 1);
        }
    }

    @Test
    void noLightSendsNoPhotons() {
        assertThat(noisy("poisson:20", 0f)).containsOnly(0f);
        assertThat(noisy("poisson:20:unclipped", -0.5f)).containsOnly(0f);
    }

    @Test
    void uniformNoiseFillsItsRange() {
        float[] image = noisy("uniform:0.3", 0.5f);

        assertThat(mean(image)).isCloseTo(0.5, within(0.002));
        assertThat(deviation(image)).isCloseTo(0.3 / Math.sqrt(3), within(0.002));
    }

    @Test
    void blurringAPointDrawsAGaussianOfThatSigma() {
        Shape shape = new Shape(2, 21, 31);
        float[] image = new float[shape.size()];
        image[10 * 31 + 15] = 1;

        NoiseModel.parse("blur:2").apply(image, 0, shape, new SplittableRandom(1));

        assertThat(image[10 * 31 + 15]).isCloseTo((float) (1 / (2 * Math.PI * 4)), within(0.001f));
        assertThat(image[10 * 31 + 17] / image[10 * 31 + 15]).isCloseTo((float) Math.exp(-0.5), within(1e-4f));
        assertThat(image[12 * 31 + 15]).isEqualTo(image[10 * 31 + 17]);
        assertThat(Arrays.copyOfRange(image, 21 * 31, image.length)).containsOnly(0f);
    }

    @Test
    void blurringKeepsAnEvenImageToItsBorders() {
        for (float value : noisy("blur:3", 0.7f)) {
            assertThat(value).isCloseTo(0.7f, within(1e-5f));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5})
    void stripesRunAcrossAllChannels(long seed) {
        Shape shape = new Shape(2, 12, 20);
        float[] image = new float[shape.size()];

        NoiseModel.parse("stripes:0.5:unclipped").apply(image, 0, shape, new SplittableRandom(seed));

        boolean rows = image[0] == image[19] && image[20] == image[39];
        for (int i = 0; i < image.length; i++) {
            int line = rows ? i % 240 / 20 * 20 : i % 20;
            assertThat(image[i]).isEqualTo(image[line]).isBetween(-0.5f, 0.5f);
        }
        assertThat(shares(image)).hasSizeGreaterThan(2);
    }

    @Test
    void blocksAreFourPixelsWideAndAsOftenAsTheirProbability() {
        float[] image = noisy("blocks:0.25", 0.5f);

        assertThat(share(image, 0f)).isCloseTo(0.25, within(0.01));
        for (int y = 0; y < 400; y++) {
            for (int x = 0; x < 500; x++) {
                assertThat(image[y * 500 + x]).isEqualTo(image[y / 4 * 4 * 500 + x / 4 * 4]);
            }
        }
    }

    @Test
    void alternativesTakeEqualShares() {
        NoiseModel model = NoiseModel.parse("none|salt-and-pepper:1|uniform:0.1");
        int[] counts = new int[3];

        for (int i = 0; i < 3000; i++) {
            float[] image = {0.5f};
            model.apply(image, 0, new Shape(1, 1, 1), SampleRandom.of(5, i));
            counts[image[0] == 0.5f ? 0 : image[0] == 0 || image[0] == 1 ? 1 : 2]++;
        }

        assertThat(counts)
                .satisfies(all -> Arrays.stream(all).forEach(n -> assertThat(n).isBetween(920, 1080)));
    }

    @Test
    void aRangeGivesEachImageAStrengthOfItsOwn() {
        NoiseModel model = NoiseModel.parse("gaussian:0.1..0.5:unclipped");
        double[] deviations = new double[200];

        for (int i = 0; i < deviations.length; i++) {
            float[] image = new float[2500];
            model.apply(image, 0, new Shape(1, 50, 50), SampleRandom.of(5, i));
            deviations[i] = deviation(image);
        }

        assertThat(Arrays.stream(deviations).min().orElseThrow()).isBetween(0.09, 0.13);
        assertThat(Arrays.stream(deviations).max().orElseThrow()).isBetween(0.46, 0.53);
        assertThat(Arrays.stream(deviations).average().orElseThrow()).isCloseTo(0.3, within(0.03));
    }

    @ParameterizedTest
    @CsvSource({
        "gaussian:0.1|speckle:1|salt-and-pepper:0.4, 0.8, gaussian:0.08|speckle:0.8|salt-and-pepper:0.32",
        "gaussian:0.1..0.4+blur:2:unclipped, 0.5, gaussian:0.05..0.2+blur:1:unclipped",
        "poisson:30, 0.5, poisson:120",
        "none, 3, none"
    })
    void aScaleMakesTheNoiseWeakerOrStronger(String noise, double scale, String scaled) {
        assertThat(NoiseModel.parse(noise).scaled(scale)).hasToString(scaled);
        assertThat(NoiseModel.parse(scale + "*" + noise)).hasToString(scaled);
    }

    @Test
    void composedNoiseIsAppliedInTurn() {
        float[] image = noisy("gaussian:0.1+salt-and-pepper:1", 0.5f);

        assertThat(share(image, 0f) + share(image, 1f)).isEqualTo(1);
    }

    @Test
    void noneChangesNothing() {
        assertThat(noisy("none", 0.25f)).containsOnly(0.25f);
    }

    @Test
    void jpegKeepsEvenAreasAndSpreadsTheNoiseOfColours() {
        float[] even = noisy("jpeg:90", 0.25f);
        assertThat(even).containsOnly(64 / 255f);

        Shape shape = new Shape(3, 64, 64);
        float[] sensor = colour(shape, "gaussian:0.1");
        float[] file = colour(shape, "gaussian:0.1+jpeg:95");
        assertThat(likenessOfNeighbours(shape, sensor)).isCloseTo(0, within(0.1));
        assertThat(likenessOfNeighbours(shape, file)).isGreaterThan(0.5);
    }

    private static float[] colour(Shape shape, String noise) {
        float[] image = new float[shape.size()];
        Arrays.fill(image, 0.5f);
        NoiseModel.parse(noise).apply(image, 0, shape, new SplittableRandom(7));
        return image;
    }

    /** How red less green of a pixel goes with that of the pixel to its right, around zero. */
    private static double likenessOfNeighbours(Shape shape, float[] image) {
        int plane = shape.width() * shape.height();
        double together = 0;
        double alone = 0;
        for (int i = 0; i < plane - 1; i++) {
            double here = image[i] - image[plane + i];
            together += here * (image[i + 1] - image[plane + i + 1]);
            alone += here * here;
        }
        return together / alone;
    }

    @Test
    void jpegIsForOneChannelOrThree() {
        assertThatThrownBy(() -> colour(new Shape(2, 8, 8), "jpeg:90"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected an image of 1 or 3 channels to be written as JPEG, found 2");
    }

    @Test
    void jpegOfHalfTheStrengthIsHalfAsFarFromTheBestQuality() {
        assertThat(NoiseModel.parse("0.5*gaussian:0.2+jpeg:60..90")).hasToString("gaussian:0.1+jpeg:80..95");
    }

    @Test
    void leavesTheRestOfTheArrayAlone() {
        float[] values = {0.5f, 0.5f, 0.5f, 0.5f};

        NoiseModel.parse("salt-and-pepper:1").apply(values, 1, new Shape(1, 1, 2), new SplittableRandom(1));

        assertThat(values[0]).isEqualTo(0.5f);
        assertThat(values[1]).isIn(0f, 1f);
        assertThat(values[2]).isIn(0f, 1f);
        assertThat(values[3]).isEqualTo(0.5f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "gaussian:0.5",
                "speckle:0.25",
                "salt-and-pepper:0.4",
                "gaussian:0.1+salt-and-pepper:0.1",
                "poisson:30",
                "uniform:0.2",
                "blur:1.5",
                "stripes:0.3",
                "blocks:0.25",
                "gaussian:0.1+jpeg:75..95",
                "gaussian:0.1|speckle:1|salt-and-pepper:0.4",
                "none|blur:1+gaussian:0.1..0.5:unclipped",
                "gaussian:0.5:unclipped"
            })
    void theTextFormIsReadBackAsTheSameModel(String text) {
        assertThat(NoiseModel.parse(text)).hasToString(text).isEqualTo(NoiseModel.parse(" " + text.toUpperCase()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gaussian",
                "gaussian:",
                "gaussian:x",
                "gaussian:-1",
                "gaussian:NaN",
                "salt-and-pepper:1.5",
                "poisson:0",
                "stripes",
                "gaussian:0.5|",
                "gaussian:0.5..0.1",
                "blocks:0.5..1.5",
                "jpeg:0.5",
                "0*gaussian:0.5",
                "5*salt-and-pepper:0.4",
                "x*gaussian:0.5",
                "gaussian:0.5+",
                "gaussian:0.5:clipped"
            })
    void anUnknownFormIsAnsweredWithTheAllowedOnes(String text) {
        assertThatThrownBy(() -> NoiseModel.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gaussian:SIGMA, speckle:SIGMA, salt-and-pepper:PROBABILITY, poisson:PEAK")
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "gaussian; gaussian needs a strength, as in gaussian:SIGMA",
                "gaussian:; gaussian needs a strength, as in gaussian:SIGMA",
                "gaussian:x; expected a number or a range as the strength of gaussian, found 'x'",
                "gaussian:0.1..; expected a number or a range as the strength of gaussian, found '0.1..'",
                "gaussian:1e999; expected finite numbers, found Infinity",
                "x*gaussian:0.5; expected a number as the scale, found 'x'",
                "fog:1; there is no noise 'fog'"
            })
    void whatIsWrongIsSaidInTheWordsOfNoise(String text, String problem) {
        assertThatThrownBy(() -> NoiseModel.parse(text))
                .hasMessageContaining("(" + problem + ")")
                .hasMessageNotContaining("input string")
                .hasMessageNotContaining("empty String");
    }
}
