package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.v1.Encoding;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as other programs write them. */
class FileFormatsTest {
    private final ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static Stream<Arguments> pngs() {
        byte[] colours = bytes(255, 0, 0, 0, 255, 0, 0, 0, 51);
        byte[] greys = bytes(0, 0, 0, 51, 51, 51, 255, 255, 255);
        return Stream.of(
                Arguments.of(
                        "16-bit grey",
                        new PngFile()
                                .header(2, 1, 16, PngFile.GREY)
                                .pixels(bytes(0, 0xff, 0xff, 0x80, 0x00))
                                .end(),
                        new float[] {1, 0x8000 / 65535f}),
                Arguments.of(
                        "16-bit RGB",
                        new PngFile()
                                .header(1, 1, 16, PngFile.RGB)
                                .pixels(bytes(0, 0, 0, 0xff, 0xff, 0, 1))
                                .end(),
                        new float[] {0, 1, 1 / 65535f}),
                Arguments.of(
                        "1-bit grey",
                        new PngFile()
                                .header(9, 1, 1, PngFile.GREY)
                                .pixels(bytes(0, 0b10100000, 0b10000000))
                                .end(),
                        new float[] {1, 0, 1, 0, 0, 0, 0, 0, 1}),
                Arguments.of(
                        "4-bit grey",
                        new PngFile()
                                .header(2, 1, 4, PngFile.GREY)
                                .pixels(bytes(0, 0x3f))
                                .end(),
                        new float[] {51 * (1f / 255), 1}),
                Arguments.of(
                        "2-bit palette",
                        new PngFile()
                                .header(3, 1, 2, PngFile.PALETTE)
                                .chunk("PLTE", colours)
                                .pixels(bytes(0, 0b00011000))
                                .end(),
                        new float[] {1, 0, 0, 0, 1, 0, 0, 0, 51 * (1f / 255)}),
                Arguments.of(
                        "8-bit palette of greys",
                        new PngFile()
                                .header(3, 1, 8, PngFile.PALETTE)
                                .chunk("PLTE", greys)
                                .pixels(bytes(0, 2, 1, 0))
                                .end(),
                        new float[] {1, 51 * (1f / 255), 0}),
                Arguments.of(
                        "8-bit grey with text, a palette it has no use for, and bytes behind the end",
                        new PngFile()
                                .header(1, 1, 8, PngFile.GREY)
                                .chunk("tEXt", bytes('a', 0, 'b'))
                                .chunk("PLTE", greys)
                                .pixels(bytes(0, 255))
                                .chunk("IEND")
                                .raw(bytes(1, 2, 3))
                                .open(),
                        new float[] {1}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pngs")
    void readsEveryKindOfPng(String kind, byte[] file, float[] expected) throws Exception {
        assertThat(codec.decodeFile(file, Encoding.PNG).toArray()).containsExactly(expected);
    }

    @Test
    void readsTheSameFloatFromEveryEncodingOfAPixel() throws Exception {
        for (int value = 0; value < 256; value++) {
            float[] one = {value * (1f / 255)};
            Pixels grey = Pixels.of(new ImageShape(1, 1, 1), one);
            for (Encoding encoding : new Encoding[] {Encoding.PNG, Encoding.BMP, Encoding.GIF, Encoding.GRAY8}) {
                assertThat(codec.decode(codec.encode(grey, encoding)).get(0)).isEqualTo(one[0]);
            }
            assertThat(codec.decode(codec.encode(grey.repeated(3), Encoding.PNG))
                            .get(1))
                    .isEqualTo(one[0]);
        }
    }

    @Test
    void readsBmpWithFiveSixFiveBits() throws Exception {
        byte[] file = TestImages.written(
                TestImages.drawn(BufferedImage.TYPE_USHORT_565_RGB, 2, 1, at -> at == 0 ? 0xffffffff : 0xffff0000),
                Encoding.BMP);

        assertThat(codec.decodeFile(file, Encoding.BMP).toArray()).containsExactly(1, 1, 1, 0, 1, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "BMP", "GIF"})
    void readsOneBitImagesAsGrey(Encoding encoding) throws Exception {
        BufferedImage image = TestImages.drawn(BufferedImage.TYPE_BYTE_BINARY, 8, 8, at -> at == 0 ? -1 : 0xff000000);

        Pixels pixels = codec.decodeFile(TestImages.written(image, encoding), encoding);

        assertThat(pixels.shape()).isEqualTo(new ImageShape(1, 8, 8));
        assertThat(pixels.get(0)).isEqualTo(1);
        assertThat(pixels.get(1)).isZero();
    }

    @Test
    void readsTheFirstFrameOfAGif() throws Exception {
        byte[] one = TestImages.file(Encoding.GIF, new ImageShape(1, 4, 4));
        byte[] more = Arrays.copyOf(one, one.length + 40);
        more[one.length - 1] = ','; // another frame begins where the trailer was, and is cut off

        assertThat(codec.decodeFile(more, Encoding.GIF)).isEqualTo(codec.decodeFile(one, Encoding.GIF));
    }

    @Test
    void toleratesPaddingBehindTheLastPixelOfAJpeg() throws Exception {
        byte[] file = TestImages.file(Encoding.JPEG, new ImageShape(1, 16, 16));
        byte[] padded = Arrays.copyOf(file, file.length + 3);
        padded[file.length - 2] = 0;
        padded[file.length - 1] = 0;
        padded[file.length + 1] = (byte) 0xff;
        padded[file.length + 2] = (byte) 0xd9;

        assertThat(codec.decodeFile(padded, Encoding.JPEG)).isEqualTo(codec.decodeFile(file, Encoding.JPEG));
    }
}
