package io.limpid.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResizeTest {
    private static ImageSet.Shape shape(int channels, int height, int width) {
        return new ImageSet.Shape(channels, height, width);
    }

    private static float[] values(float... values) {
        return values;
    }

    static Stream<Arguments> byHand() {
        return Stream.of(
                Arguments.of("halved", values(0, 2, 4, 6, 2, 4, 6, 8), shape(1, 2, 4), shape(1, 1, 2), values(2, 6)),
                Arguments.of("parts of pixels", values(3, 6, 9), shape(1, 1, 3), shape(1, 1, 2), values(4, 8)),
                Arguments.of("larger", values(0, 4), shape(1, 1, 2), shape(1, 1, 4), values(0, 1, 3, 4)),
                Arguments.of("one pixel", values(5), shape(1, 1, 1), shape(1, 1, 3), values(5, 5, 5)),
                Arguments.of("lower and wider", values(0, 4, 2, 6), shape(1, 2, 2), shape(1, 1, 4), values(1, 2, 4, 5)),
                Arguments.of(
                        "channels apart", values(1, 3, 10, 30), shape(2, 1, 2), shape(2, 2, 1), values(2, 2, 20, 20)),
                Arguments.of("as it is", values(1, 2, 3, 4), shape(1, 2, 2), shape(1, 2, 2), values(1, 2, 3, 4)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("byHand")
    void resizesAsByHand(String what, float[] picture, ImageSet.Shape from, ImageSet.Shape to, float[] expected) {
        assertThat(Resize.resize(picture, from, to)).containsExactly(expected, within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({"28,28", "7,3", "1,1", "180,20"})
    void keepsTheMeanWhereItShrinks(int height, int width) {
        ImageSet.Shape shape = shape(3, 180, 181);
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[shape.size()];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(256) / 255f;
            sum += values[i];
        }

        float[] small = Resize.resize(values, shape, shape(3, height, width));

        double total = 0;
        for (float value : small) {
            total += value;
        }
        assertThat(total / small.length).isCloseTo(sum / shape.size(), within(1e-5));
    }

    @Test
    void refusesOtherNumbersOfValuesOrChannels() {
        assertThatThrownBy(() -> Resize.resize(new float[3], shape(1, 2, 2), shape(1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 3 values");
        assertThatThrownBy(() -> Resize.resize(new float[4], shape(1, 2, 2), shape(3, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
