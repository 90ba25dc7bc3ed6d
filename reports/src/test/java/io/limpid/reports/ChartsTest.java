package io.limpid.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartsTest {
    private static final Heatmap.Axis TRUE = new Heatmap.Axis("true class", List.of("cat", "dog"));
    private static final Heatmap.Axis PREDICTED = new Heatmap.Axis("predicted class", List.of("cat", "dog", "bird"));

    @ParameterizedTest
    @CsvSource({"0, 0", "0.25, 0.25", "-12, -12", "1500, 1500", "0.30000000000000004, 0.3", "0.00003, 3E-5"})
    void numbersAtAnAxisAreShort(double value, String text) {
        assertThat(Charts.tick(value)).isEqualTo(text);
    }

    @Test
    void aScatterHoldsTheColoursOfItsClassesOnly() {
        float[][] points = {{0, 0}, {1, 1}, {2, 0}, {0.5f, 1.5f}};

        BufferedImage image = Pngs.decoded(new Scatter("latent", "1", "2")
                .groups(points, new int[] {0, 2, 2, 0}, List.of("zero", "one", "two"))
                .png());

        // solid in the legend
        assertThat(Pngs.pixels(image, 0x3f90da)).isPositive();
        assertThat(Pngs.pixels(image, 0xbd1f01)).isPositive();
        assertThat(Pngs.pixels(image, 0xffa90e)).isZero();
    }

    @Test
    void aScatterTakesTenThousandPoints() {
        float[][] points = new float[10_000][];
        int[] classes = new int[points.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = new float[] {i % 100, i / 100f};
            classes[i] = i % 26;
        }
        List<String> letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                .chars()
                .mapToObj(Character::toString)
                .toList();

        BufferedImage image = Pngs.decoded(new Scatter("letters", "x", "y")
                .groups(points, classes, letters)
                .png());

        assertThat(Pngs.pixels(image, 0xffffff)).isLessThan(900 * 700 * 8 / 10);
    }

    @Test
    void pointsNeedTwoCoordinatesAndAClassEach() {
        Scatter scatter = new Scatter("latent", "1", "2");

        assertThatThrownBy(() -> scatter.group("a", List.of(new float[3])))
                .hasMessage("a point in the plane has 2 coordinates, this one 3");
        assertThatThrownBy(() -> scatter.groups(new float[2][2], new int[3], List.of("a")))
                .hasMessage("2 points have 3 classes");
    }

    @Test
    void aHeatmapIsDarkWhereItIsHighAndEmptyWhereNothingIs() {
        BufferedImage image = Pngs.decoded(
                new Heatmap("confusion", TRUE, PREDICTED, "%.0f").png(new double[][] {{10, 0, 0}, {0, 5, Double.NaN}}));

        long lowest = Pngs.pixels(image, 0xf7fbff);
        assertThat(Pngs.pixels(image, 0x2171b5)).isPositive().isLessThan(lowest / 2);
        assertThat(Pngs.pixels(image, 0x9ecae1)).isPositive();
    }

    @Test
    void aHeatmapLooksTheSameInEveryCountry() {
        Heatmap map = new Heatmap("loss", TRUE, PREDICTED, "%.4f");
        double[][] values = {{0.1, 0.2, 0.3}, {0.4, 0.5, 0.6}};
        byte[] here = map.png(values);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);

            assertThat(map.png(values)).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aHeatmapNeedsAValueForEachCell() {
        Heatmap map = new Heatmap("confusion", TRUE, PREDICTED, "%.0f");

        assertThatThrownBy(() -> map.png(new double[2][2]))
                .hasMessage("heat map 'confusion' expects 2 rows of 3 values, got rows of [2, 2]");
        assertThatThrownBy(() -> new Heatmap.Axis("class", List.of())).hasMessage("axis 'class' has no labels");
    }

    @Test
    void barsAreAsLongAsTheirValues() {
        BufferedImage image = Pngs.decoded(new Bars("PSNR", "%.1f dB")
                .bar("half", 10)
                .marked("best", 20)
                .bar("broken", Double.NaN)
                .png());

        long half = Pngs.pixels(image, 0x3f90da);
        assertThat(Pngs.pixels(image, 0xffa90e)).isBetween(2 * half - 40, 2 * half + 40);
    }

    @Test
    void barsBelowZeroGoToTheLeft() {
        BufferedImage image = Pngs.decoded(
                new Bars("gain", "%.0f").bar("worse", -10).marked("better", 10).png());

        assertThat(leftmost(image, 0x3f90da)).isLessThan(leftmost(image, 0xffa90e));
        assertThat(Pngs.pixels(image, 0x3f90da)).isBetween(200L * 16, 210L * 16);
    }

    private static int leftmost(BufferedImage image, int colour) {
        for (int x = 0; x < image.getWidth(); x++) {
            if (Pngs.pixels(image.getSubimage(x, 0, 1, image.getHeight()), colour) > 0) {
                return x;
            }
        }
        throw new AssertionError("there is no such colour");
    }

    @Test
    void divergingColoursAreWhiteAtZeroAndClippedAtTheEnds() {
        assertThat(Palette.diverging(0)).isEqualTo(0xf7f7f7);
        assertThat(Palette.diverging(-7)).isEqualTo(0x2166ac).isEqualTo(Palette.diverging(-1));
        assertThat(Palette.diverging(7)).isEqualTo(0xb2182b);
        assertThat(Palette.diverging(Float.NaN)).isEqualTo(0x808080);
    }
}
