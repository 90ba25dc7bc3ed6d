package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelsTest {
    private static final ImageShape SHAPE = new ImageShape(3, 2, 4);
    private final Pixels pixels = TestImages.noise(SHAPE);

    @Test
    void areFoundByChannelThenRowThenColumn() {
        assertThat(pixels.get(0, 0, 1)).isEqualTo(pixels.get(1));
        assertThat(pixels.get(0, 1, 0)).isEqualTo(pixels.get(4));
        assertThat(pixels.get(2, 1, 3)).isEqualTo(pixels.get(23));
    }

    @Test
    void goThroughBuffersBehindOneAnother() {
        FloatBuffer buffer = FloatBuffer.allocate(2 * SHAPE.size());
        pixels.copyTo(buffer);
        pixels.copyTo(buffer);
        assertThat(buffer.remaining()).isZero();

        buffer.position(SHAPE.size());
        assertThat(Pixels.read(SHAPE, buffer)).isEqualTo(pixels).hasSameHashCodeAs(pixels);
        assertThat(buffer.remaining()).isZero();
    }

    @Test
    void areTakenApartAndPutTogetherByChannel() {
        List<Pixels> planes = List.of(pixels.channel(0), pixels.channel(1), pixels.channel(2));

        assertThat(planes.get(2).shape()).isEqualTo(new ImageShape(1, 2, 4));
        assertThat(planes.get(2).get(7)).isEqualTo(pixels.get(23));
        assertThat(Pixels.ofChannels(planes)).isEqualTo(pixels);
        assertThat(pixels.isGrey()).isFalse();
        assertThat(Pixels.ofChannels(List.of(planes.get(1), planes.get(1))).isGrey())
                .isTrue();
        assertThatThrownBy(() -> pixels.channel(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Pixels.ofChannels(List.of(planes.get(0), pixels)))
                .hasMessageContaining("expected grey images of one shape");
    }

    @Test
    void cannotBeChangedThroughACopy() {
        pixels.toArray()[0] = 77;

        assertThat(pixels.get(0)).isNotEqualTo(77);
    }

    @Test
    void differByShapeAndByValue() {
        assertThat(pixels)
                .isNotEqualTo(Pixels.of(new ImageShape(3, 4, 2), pixels.toArray()))
                .isNotEqualTo(Pixels.of(SHAPE, new float[24]))
                .isNotEqualTo(null);
    }

    @Test
    void printTheirShapeOnly() {
        assertThat(pixels).hasToString("Pixels[3,2,4]");
    }

    @Test
    void needAsManyValuesAsTheirShapeSays() {
        assertThatThrownBy(() -> Pixels.of(SHAPE, new float[23]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an image of [3,2,4] has 24 values, got 23");
    }

    @ParameterizedTest
    @CsvSource({"0,1,1", "1,0,1", "1,1,-1", "1,65536,65536", "3,30000,30000", "2147483647,2147483647,2147483647"})
    void shapesMustFitAnArray(int channels, int height, int width) {
        assertThatThrownBy(() -> new ImageShape(channels, height, width))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[%d,%d,%d]".formatted(channels, height, width));
    }

    @Test
    void extendsByItsLastRowsAndColumns() {
        Pixels image = Pixels.of(new ImageShape(2, 1, 2), new float[] {1, 2, 3, 4});

        Pixels extended = image.extended(2, 3);

        assertThat(extended)
                .isEqualTo(Pixels.of(new ImageShape(2, 2, 3), new float[] {1, 2, 2, 1, 2, 2, 3, 4, 4, 3, 4, 4}));
        assertThat(extended.crop(0, 0, 1, 2)).isEqualTo(image);
        assertThatThrownBy(() -> image.extended(1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 1x1");
    }

    @Test
    void mirrorsAsOftenAsItMust() {
        Pixels image = Pixels.of(new ImageShape(1, 2, 2), new float[] {1, 2, 3, 4});

        Pixels mirrored = image.mirrored(3, 5);

        assertThat(mirrored)
                .isEqualTo(
                        Pixels.of(new ImageShape(1, 3, 5), new float[] {1, 2, 2, 1, 1, 3, 4, 4, 3, 3, 3, 4, 4, 3, 3}));
        assertThat(mirrored.crop(0, 0, 2, 2)).isEqualTo(image);
        assertThatThrownBy(() -> image.mirrored(1, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
