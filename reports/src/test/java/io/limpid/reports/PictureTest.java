package io.limpid.reports;

import static io.limpid.reports.Pngs.decoded;
import static io.limpid.reports.Pngs.rgb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTest {
    private static final int RED = 0xb2182b;
    private static final int BLUE = 0x2166ac;
    private static final int WHITE = 0xf7f7f7;

    private static BufferedImage shown(Picture picture) {
        return decoded(picture.png(1));
    }

    @Test
    void everyPixelIsASquareOfItsGrey() {
        BufferedImage image = decoded(Picture.png(new float[] {0, 1, 0.5f, 0}, 1, 2, 2, 3));

        assertThat(image.getWidth()).isEqualTo(6);
        assertThat(rgb(image, 2, 2)).isZero();
        assertThat(rgb(image, 3, 0)).isEqualTo(0xffffff);
        assertThat(rgb(image, 2, 5)).isEqualTo(0x808080);
    }

    @Test
    void planarColoursAreRedGreenBlue() {
        BufferedImage image = decoded(Picture.png(new float[] {1, 0, 0, 1, 0.2f, 0}, 3, 1, 2, 1));

        assertThat(rgb(image, 0, 0)).isEqualTo(0xff0033);
        assertThat(rgb(image, 1, 0)).isEqualTo(0x00ff00);
    }

    @Test
    void valuesOutsideTheRangeAreClipped() {
        BufferedImage image = decoded(Picture.png(new float[] {-3, 3}, 1, 1, 2, 1));

        assertThat(rgb(image, 0, 0)).isZero();
        assertThat(rgb(image, 1, 0)).isEqualTo(0xffffff);
    }

    @Test
    void aDifferenceIsAmplifiedAndBlackWhereThereIsNone() {
        BufferedImage image =
                shown(Picture.difference(new float[] {0.5f, 0.1f, 1}, new float[] {0.5f, 0.2f, 0}, 1, 1, 3, 4));

        assertThat(rgb(image, 0, 0)).isZero();
        assertThat(rgb(image, 1, 0)).isEqualTo(0x666666);
        assertThat(rgb(image, 2, 0)).isEqualTo(0xffffff);
    }

    @Test
    void aSignedDifferenceIsRedWhereTheFirstIsBrighter() {
        BufferedImage image = shown(
                Picture.signedDifference(new float[] {0.9f, 0.3f, 0}, new float[] {0.4f, 0.3f, 0.5f}, 1, 1, 3, 0.5f));

        assertThat(rgb(image, 0, 0)).isEqualTo(RED);
        assertThat(rgb(image, 1, 0)).isEqualTo(WHITE);
        assertThat(rgb(image, 2, 0)).isEqualTo(BLUE);
    }

    @Test
    void aSignedDifferenceOfColoursIsTheMeanOfTheChannels() {
        BufferedImage image =
                shown(Picture.signedDifference(new float[] {0, 1, 0.5f}, new float[] {0, 0.5f, 1}, 3, 1, 1, 0.5f));

        assertThat(rgb(image, 0, 0)).isEqualTo(WHITE);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 1, 2", "6, 2, 3", "10, 3, 4", "81, 9, 9", "128, 11, 12"})
    void aLatentVectorIsNearlySquare(int values, int height, int width) {
        Picture picture = Picture.latent(new float[values]);

        assertThat(picture.height()).isEqualTo(height);
        assertThat(picture.width()).isEqualTo(width);
    }

    @Test
    void aLatentVectorIsBlueBelowZeroAndGreyWhereItEnds() {
        BufferedImage image = shown(Picture.latent(new float[] {-2, 0, 2}));

        assertThat(rgb(image, 0, 0)).isEqualTo(BLUE);
        assertThat(rgb(image, 1, 0)).isEqualTo(WHITE);
        assertThat(rgb(image, 0, 1)).isEqualTo(RED);
        assertThat(rgb(image, 1, 1)).isEqualTo(0xd9d9d9);
    }

    @Test
    void theRangeOfAVectorIsItsGreatestFiniteSize() {
        assertThat(Picture.range(new float[] {0.5f, -3, Float.NaN, Float.POSITIVE_INFINITY}))
                .isEqualTo(3);
        assertThat(Picture.range(new float[4])).isEqualTo(1);
    }

    @Test
    void aCropIsAPartOfThePicture() {
        Picture whole = Picture.of(new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, 1, 2, 3);

        BufferedImage part = shown(whole.crop(1, 1, 1, 2));

        assertThat(part.getWidth()).isEqualTo(2);
        assertThat(part.getHeight()).isEqualTo(1);
        assertThat(rgb(part, 0, 0)).isEqualTo(0xcccccc);
        assertThat(rgb(part, 1, 0)).isEqualTo(0xffffff);
    }

    @Test
    void misfitsAreRefused() {
        assertThatThrownBy(() -> Picture.of(new float[5], 1, 2, 3))
                .hasMessage("an image of 1×2×3 has 6 values, this one 5");
        assertThatThrownBy(() -> Picture.of(new float[4], 2, 1, 2))
                .hasMessage("a picture has 1 or 3 channels, this one 2");
        assertThatThrownBy(() -> Picture.of(new float[6], 1, 2, 3).crop(1, 0, 2, 3))
                .hasMessage("2×3 pixels at row 1, column 0 are not within a picture of 2×3");
        assertThatThrownBy(() -> Picture.latent(new float[0])).hasMessageContaining("at least one pixel");
        assertThatThrownBy(() -> Picture.latent(new float[4], 0)).hasMessageContaining("above 0");
    }
}
