package io.limpid.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static BufferedImage decoded(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static int rgb(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xffffff;
    }

    @Test
    void everyPixelIsASquareOfItsGrey() throws IOException {
        BufferedImage image = decoded(Picture.png(new float[] {0, 1, 0.5f, 0}, 1, 2, 2, 3));

        assertThat(image.getWidth()).isEqualTo(6);
        assertThat(rgb(image, 2, 2)).isZero();
        assertThat(rgb(image, 3, 0)).isEqualTo(0xffffff);
        assertThat(rgb(image, 2, 5)).isEqualTo(0x808080);
    }

    @Test
    void planarColoursAreRedGreenBlue() throws IOException {
        BufferedImage image = decoded(Picture.png(new float[] {1, 0, 0.2f}, 3, 1, 1, 1));

        assertThat(rgb(image, 0, 0)).isEqualTo(0xff0033);
    }

    @Test
    void valuesOutsideTheRangeAreClipped() throws IOException {
        BufferedImage image = decoded(Picture.png(new float[] {-3, 3}, 1, 1, 2, 1));

        assertThat(rgb(image, 0, 0)).isZero();
        assertThat(rgb(image, 1, 0)).isEqualTo(0xffffff);
    }

    @Test
    void rowsStandBelowEachOther() throws IOException {
        float[] black = new float[4];
        float[] white = {1, 1, 1, 1};

        BufferedImage image = decoded(Picture.grid(
                List.of(new Picture.Row("one", List.of(black, white)), new Picture.Row("two", List.of(white, black))),
                1,
                2,
                2,
                5));

        int left = image.getWidth() - 2 * 14 + 2;
        assertThat(rgb(image, left, 8)).isZero();
        assertThat(rgb(image, left + 14, 8)).isEqualTo(0xffffff);
        assertThat(rgb(image, left, 22)).isEqualTo(0xffffff);
        assertThat(rgb(image, left + 14, 22)).isZero();
    }
}
