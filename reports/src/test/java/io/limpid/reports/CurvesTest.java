package io.limpid.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurvesTest {
    private static final int FIRST = 0x3f90da;
    private static final int SECOND = 0xffa90e;
    private static final List<Double> X = List.of(1.0, 2.0, 3.0);

    private static Curves curves() {
        return new Curves("loss", "epoch", "loss");
    }

    @Test
    void everyLineHasItsColourAndEmptyOnesArePassedOver() {
        BufferedImage image = Pngs.decoded(curves().line("training", List.of(0.5, 1.0), List.of(0.2, 0.1))
                .line("validation", List.of(0.5, 1.0), List.of())
                .png());

        assertThat(image.getWidth()).isEqualTo(800);
        assertThat(Pngs.pixels(image, FIRST)).isPositive();
        assertThat(Pngs.pixels(image, SECOND)).isZero();
    }

    @Test
    void aDashedLineHasTheColourOfTheLineBefore() {
        List<Double> y = List.of(0.3, 0.2, 0.1);

        BufferedImage solid = Pngs.decoded(curves().line("training", X, y).png());
        BufferedImage both = Pngs.decoded(curves().line("training", X, y)
                .dashed("validation", X, List.of(0.4, 0.3, 0.2))
                .png());

        assertThat(Pngs.pixels(both, FIRST)).isGreaterThan(Pngs.pixels(solid, FIRST) * 11 / 10);
        assertThat(Pngs.pixels(both, SECOND)).isZero();
    }

    @Test
    void whatHasNoPlaceOnTheAxisIsLeftOut() {
        byte[] whole = curves().line("a", X, List.of(0.1, 0.2, 0.3)).png();
        byte[] gaps = curves().line(
                        "a",
                        List.of(1.0, 1.5, 2.0, 2.5, 3.0),
                        List.of(0.1, Double.NaN, 0.2, Double.POSITIVE_INFINITY, 0.3))
                .png();

        assertThat(gaps).isEqualTo(whole);
    }

    @Test
    void aLogarithmicAxisBendsALineAndLeavesOutZero() {
        List<Double> y = List.of(1.0, 0.1, 0.01);
        byte[] linear = curves().line("a", X, y).png();
        byte[] logarithmic = curves().logarithmic().line("a", X, y).png();
        byte[] withZero = curves().logarithmic()
                .line("a", List.of(1.0, 2.0, 3.0, 4.0), List.of(1.0, 0.1, 0.01, 0.0))
                .png();

        assertThat(logarithmic).isNotEqualTo(linear).isEqualTo(withZero);
        // on the logarithmic axis these three lie on a straight line: its middle is where the second point is
        BufferedImage image = Pngs.decoded(logarithmic);
        assertThat(Pngs.pixels(image.getSubimage(400, 150, 60, 80), FIRST)).isPositive();
        assertThat(Pngs.pixels(Pngs.decoded(linear).getSubimage(400, 150, 60, 80), FIRST))
                .isZero();
    }

    @Test
    void theGridOfALogarithmicAxisIsUneven() {
        List<Double> y = List.of(1.0, 0.1, 0.01);

        assertThat(gridGaps(curves().line("a", X, y).png())).isNotEmpty().allMatch(gap -> gap > 15);
        assertThat(gridGaps(curves().logarithmic().line("a", X, y).png()))
                .anyMatch(gap -> gap < 10)
                .anyMatch(gap -> gap > 35);
    }

    /** Pixels from each horizontal grid line to the next, those at the plot's edges left out. */
    private static List<Integer> gridGaps(byte[] png) {
        BufferedImage image = Pngs.decoded(png);
        // a line may be two pixels thick: it begins where the row above is none
        List<Integer> rows = IntStream.range(50, 330)
                .filter(y -> isGrid(image, y) && !isGrid(image, y - 1))
                .boxed()
                .toList();
        return IntStream.range(1, rows.size())
                .mapToObj(i -> rows.get(i) - rows.get(i - 1))
                .toList();
    }

    private static boolean isGrid(BufferedImage image, int y) {
        return Pngs.pixels(image.getSubimage(120, y, 500, 1), 0xffffff) < 350;
    }

    @Test
    void manyLinesHaveTheirLegendBelow() {
        Curves curves = curves();
        for (int i = 0; i < 6; i++) {
            curves.line("20260501-12000" + i + "-mnist-cnn", X, List.of(0.3, 0.2, 0.1));
        }

        assertThat(Pngs.decoded(curves.png()).getHeight()).isGreaterThan(400);
    }

    @Test
    void misfitsAreRefused() {
        assertThatThrownBy(() -> curves().line("a", X, List.of(1.0)))
                .hasMessage("line 'a' has 3 values of x and 1 of y");
        assertThatThrownBy(() -> curves().line("a", X, X).line("a", X, X)).hasMessage("there is a line 'a' already");
    }

    @Test
    void aMarkIsALineFromBottomToTopWithItsName() {
        List<Double> y = List.of(0.1, 0.1, 0.1);
        byte[] plain = curves().line("a", X, y).png();
        byte[] marked = curves().line("a", X, y).mark(2, "it happened").png();
        byte[] named = curves().line("a", X, y).mark(2, "something else").png();

        assertThat(marked).isNotEqualTo(plain).isNotEqualTo(named);
    }
}
