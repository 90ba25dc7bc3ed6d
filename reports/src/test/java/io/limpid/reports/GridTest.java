package io.limpid.reports;

import static io.limpid.reports.Pngs.decoded;
import static io.limpid.reports.Pngs.rgb;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridTest {
    private static final float[] BLACK = new float[4];
    private static final float[] WHITE = {1, 1, 1, 1};

    @Test
    void rowsStandBelowEachOther() {
        BufferedImage image = decoded(Picture.grid(
                List.of(new Picture.Row("one", List.of(BLACK, WHITE)), new Picture.Row("two", List.of(WHITE, BLACK))),
                1,
                2,
                2,
                20));

        // two pictures of 40 pixels and two gaps of 4
        int left = image.getWidth() - 2 * 44 + 2;
        assertThat(rgb(image, left, 8)).isZero();
        assertThat(rgb(image, left + 44, 8)).isEqualTo(0xffffff);
        assertThat(rgb(image, left, 52)).isEqualTo(0xffffff);
        assertThat(rgb(image, left + 44, 52)).isZero();
    }

    @Test
    void rowsOfDifferentShapesAreEnlargedToTheSameSide() {
        byte[] png = new Grid(60)
                .row("", List.of(Picture.of(new float[30 * 30], 1, 30, 30)))
                .row("", List.of(Picture.of(new float[3 * 4], 3, 2, 2)))
                .row("", List.of(Picture.of(new float[100 * 50], 1, 100, 50)))
                .png();

        BufferedImage image = decoded(png);
        assertThat(Pngs.pixels(image, 0)).isEqualTo(60 * 60 + 60 * 60 + 100 * 50);
        assertThat(image.getHeight()).isEqualTo(4 + 64 + 64 + 104);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noisy",
                "denoised by 20260501-130000-fashion-deep-autoencoder-with-attention, noise gaussian:0.5+salt-pepper:0.1",
                "oneverylongwordwithoutanyspacesthatmustbebrokensomewherebecauseitcannotfitintooneline"
            })
    void captionsNeverReachThePictures(String caption) {
        byte[] png =
                new Grid(10).row(caption, List.of(Picture.of(BLACK, 1, 2, 2))).png();

        BufferedImage image = decoded(png);
        // the picture's 10 pixels and a gap end the sheet; before them is a stripe without any ink
        BufferedImage stripe = image.getSubimage(image.getWidth() - 14 - 8, 0, 8, image.getHeight());
        assertThat(Pngs.pixels(stripe, 0xffffff)).isEqualTo(8L * image.getHeight());
        assertThat(image.getWidth()).isLessThanOrEqualTo(4 + 220 + 10 + 14);
    }

    @Test
    void aHeadingStandsAboveAndTakesNoColumn() {
        Picture black = Picture.of(new float[60 * 200], 1, 60, 200);

        BufferedImage plain = decoded(new Grid(10).row("", List.of(black)).png());
        BufferedImage headed = decoded(
                new Grid(10).heading("before and after").row("", List.of(black)).png());

        assertThat(plain.getWidth()).isEqualTo(4 + 200 + 4);
        assertThat(headed.getWidth()).isEqualTo(plain.getWidth());
        int above = headed.getHeight() - plain.getHeight();
        assertThat(above).isEqualTo(4 + Canvas.lineHeight());
        assertThat(rgb(headed, 4, 4 + above)).isZero();
        // the text is there, and reaches no picture
        assertThat(Pngs.pixels(headed.getSubimage(0, 0, 208, above), 0xffffff)).isLessThan(208L * above);
        assertThat(Pngs.pixels(headed.getSubimage(0, above, 208, 4), 0xffffff)).isEqualTo(208 * 4);
    }

    /** Grey levels as they are, in one channel; one coloured picture keeps the sheet in colour. */
    @Test
    void aSheetWithoutColoursIsGrey() {
        Picture grey = Picture.of(new float[] {0.2f, 0.5f}, 1, 1, 2);
        Picture coloured = Picture.of(new float[] {0.2f, 0.5f, 0.2f, 0.5f, 0.2f, 0.6f}, 3, 1, 2);

        BufferedImage levels = decoded(new Grid(2).row("", List.of(grey)).png());

        assertThat(levels.getRaster().getNumBands()).isEqualTo(1);
        assertThat(levels.getRaster().getSample(4, 4, 0)).isEqualTo(51);
        assertThat(levels.getRaster().getSample(5, 4, 0)).isEqualTo(128);
        assertThat(decoded(new Grid(2).row("", List.of(coloured)).png())
                        .getRaster()
                        .getNumBands())
                .isEqualTo(3);
    }

    @Test
    void aCaptionKeepsAllItsLetters() {
        String caption = "a caption of several words and one_word_that_is_wider_than_a_line";

        List<String> lines = Canvas.lines(caption, 60);

        assertThat(String.join("", lines).replace(" ", "")).isEqualTo(caption.replace(" ", ""));
        assertThat(lines).hasSizeGreaterThan(4).allMatch(line -> Canvas.textWidth(line) <= 60);
    }
}
