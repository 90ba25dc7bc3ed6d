package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AlphaTest {
    private static final float[] OPACITY = {0, 51 / 255f, 1};

    private final ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] png(int bitDepth, int colourType, int... row) {
        int pixel = (colourType == PngFile.RGBA ? 4 : 2) * bitDepth / 8;
        return new PngFile()
                .header((row.length - 1) / pixel, 1, bitDepth, colourType)
                .pixels(bytes(row))
                .end();
    }

    /** Three pixels: not, a fifth and quite opaque. */
    static Stream<Arguments> files() {
        byte[] palette = new PngFile()
                .header(3, 1, 8, PngFile.PALETTE)
                .chunk("PLTE", bytes(255, 0, 0, 0, 255, 0, 0, 0, 51))
                .chunk("tRNS", bytes(0, 51))
                .pixels(bytes(0, 0, 1, 2))
                .end();
        Pixels grey = Pixels.of(new ImageShape(1, 1, 3), new float[] {1, 51 * (1f / 255), 0});
        Pixels alpha = Pixels.of(grey.shape(), OPACITY);
        return Stream.of(
                Arguments.of(
                        "8-bit grey PNG",
                        Encoding.PNG,
                        png(8, PngFile.GREY_ALPHA, 0, 255, 0, 51, 51, 0, 255),
                        new float[] {1, 51 * (1f / 255), 0},
                        8),
                Arguments.of(
                        "8-bit RGB PNG",
                        Encoding.PNG,
                        png(8, PngFile.RGBA, 0, 255, 0, 0, 0, 0, 255, 0, 51, 0, 0, 255, 255),
                        new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1},
                        8),
                Arguments.of(
                        "16-bit grey PNG",
                        Encoding.PNG,
                        png(16, PngFile.GREY_ALPHA, 0, 255, 255, 0, 0, 1, 2, 51, 51, 0, 0, 255, 255),
                        new float[] {1, 258 / 65535f, 0},
                        16),
                Arguments.of(
                        "palette PNG", Encoding.PNG, palette, new float[] {1, 0, 0, 0, 1, 0, 0, 0, 51 * (1f / 255)}, 8),
                Arguments.of(
                        "grey TIFF",
                        Encoding.TIFF,
                        new TiffFile(3, 1, bytes(255, 0, 51, 51, 0, 255))
                                .with(TiffFile.SAMPLES, 2)
                                .with(TiffFile.BITS, 8, 8)
                                .with(TiffFile.EXTRA_SAMPLES, 2)
                                .end(),
                        new float[] {1, 51 * (1f / 255), 0},
                        8),
                Arguments.of(
                        "lossless WebP",
                        Encoding.WEBP,
                        new WebpFile().picture(grey, alpha).end(),
                        grey.toArray(),
                        8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void isSetApartFromTheColour(String kind, Encoding encoding, byte[] file, float[] colour, int bitDepth)
            throws Exception {
        DecodedImage image = codec.decodeFileInFull(file, encoding);

        assertThat(image.pixels().shape()).isEqualTo(new ImageShape(colour.length / 3, 1, 3));
        assertThat(image.pixels().toArray()).containsExactly(colour);
        assertThat(image.alpha().orElseThrow().toArray()).containsExactly(OPACITY, within(1e-7f));
        assertThat(image.bitDepth()).isEqualTo(bitDepth);
        assertThat(codec.decodeFile(file, encoding)).isEqualTo(image.pixels());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void comesBackAsItWas(String kind, Encoding encoding, byte[] file, float[] colour, int bitDepth) throws Exception {
        DecodedImage image = codec.decodeFileInFull(file, encoding);
        Pixels denoised = Pixels.of(image.pixels().shape(), new float[colour.length]);

        for (Encoding answer : new Encoding[] {encoding, Encoding.PNG, Encoding.TIFF}) {
            Image written = codec.encode(denoised, AnswerForm.of(answer, image));
            DecodedImage back = codec.decodeInFull(written);

            assertThat(written.getChannels()).isEqualTo(denoised.shape().channels() + 1);
            assertThat(back).isEqualTo(image.withPixels(denoised));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "BMP", "GRAY8", "RGB8", "FLOAT32"})
    void isDroppedWhereAnEncodingHasNoPlaceForIt(Encoding encoding) throws Exception {
        for (int channels : new int[] {1, 3}) {
            Pixels pixels = TestImages.noise(new ImageShape(channels, 8, 8));
            DecodedImage image = new DecodedImage(pixels, Optional.of(TestImages.noise(new ImageShape(1, 8, 8))), 16);

            Image written = codec.encode(pixels, AnswerForm.of(encoding, image));

            assertThat(written.getChannels()).isEqualTo(channels);
            assertThat(codec.decodeInFull(written).alpha()).isEmpty();
            assertThat(codec.decode(written).shape()).isEqualTo(pixels.shape());
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void isAllOrNothingInAGif(int channels) throws Exception {
        Pixels pixels = TestImages.noise(new ImageShape(channels, 1, 3));
        Pixels alpha = Pixels.of(new ImageShape(1, 1, 3), new float[] {0.49f, 0.5f, 1});

        Image written = codec.encode(pixels, new AnswerForm(Encoding.GIF, 8, Optional.of(alpha)));
        DecodedImage back = codec.decodeInFull(written);

        assertThat(back.alpha().orElseThrow().toArray()).containsExactly(0, 1, 1);
        for (int channel = 0; channel < channels; channel++) {
            assertThat(back.pixels().get(channel, 0, 1)).isEqualTo(pixels.get(channel, 0, 1));
            assertThat(back.pixels().get(channel, 0, 2)).isEqualTo(pixels.get(channel, 0, 2));
        }
    }

    @Test
    void ofAGifIsReadToo() throws Exception {
        BufferedImage image = TestImages.drawn(BufferedImage.TYPE_INT_ARGB, 8, 8, at -> at == 0 ? 0 : 0xff123456);

        DecodedImage read = codec.decodeFileInFull(TestImages.written(image, Encoding.GIF), Encoding.GIF);

        assertThat(read.alpha().orElseThrow().get(0)).isZero();
        assertThat(read.alpha().orElseThrow().get(1)).isEqualTo(1);
        assertThat(read.pixels().get(2, 0, 1)).isEqualTo(0x56 * (1f / 255));
    }

    /** One colour named as transparent, in files that hold no alpha of their own. */
    @ParameterizedTest
    @CsvSource({"0, 1", "2, 3"})
    void ofAPngCanBeOneColour(int colourType, int channels) throws Exception {
        byte[] key = channels == 1 ? bytes(0, 7) : bytes(0, 7, 0, 7, 0, 7);
        byte[] row = channels == 1 ? bytes(0, 7, 8) : bytes(0, 7, 7, 7, 7, 7, 8);
        byte[] file = new PngFile()
                .header(2, 1, 8, colourType)
                .chunk("tRNS", key)
                .pixels(row)
                .end();

        DecodedImage image = codec.decodeFileInFull(file, Encoding.PNG);

        assertThat(image.pixels().shape().channels()).isEqualTo(channels);
        assertThat(image.alpha().orElseThrow().toArray()).containsExactly(0, 1);
    }

    @Test
    void isTakenOutOfColourThatWasMultipliedByIt() throws Exception {
        byte[] file = new TiffFile(3, 1, bytes(255, 0, 51, 102, 51, 255))
                .with(TiffFile.SAMPLES, 2)
                .with(TiffFile.BITS, 8, 8)
                .with(TiffFile.EXTRA_SAMPLES, 1)
                .end();

        DecodedImage image = codec.decodeFileInFull(file, Encoding.TIFF);

        assertThat(image.pixels().toArray()).containsExactly(new float[] {0, 0.5f, 0.2f}, within(1e-6f));
        assertThat(image.alpha().orElseThrow().toArray()).containsExactly(new float[] {0, 0.4f, 1}, within(1e-6f));
    }

    @Test
    void ofALossyWebpIsExact() throws Exception {
        DecodedImage image = codec.decodeFileInFull(WebpFile.LOSSY_ALPHA, Encoding.WEBP);

        for (int i = 0; i < 256; i++) {
            assertThat(image.alpha().orElseThrow().get(i)).isEqualTo((i % 16 < 8 ? 51 : 255) * (1f / 255));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "2, true", "3, false", "4, false"})
    void countsInAMessageOrDoesNot(int declared, boolean right) {
        Image image = Image.newBuilder()
                .setEncoding(Encoding.PNG)
                .setChannels(declared)
                .setData(ByteString.copyFrom(png(8, PngFile.GREY_ALPHA, 0, 255, 0, 51, 51, 0, 255)))
                .build();

        if (right) {
            assertThat(decoded(image)).isTrue();
        } else {
            assertThatThrownBy(() -> codec.decodeInFull(image))
                    .isInstanceOfSatisfying(MalformedPayloadException.class, refused -> assertThat(refused.problem())
                            .isEqualTo(PayloadProblem.WRONG_SIZE));
        }
    }

    private boolean decoded(Image image) {
        try {
            return codec.decodeInFull(image).alpha().isPresent();
        } catch (MalformedPayloadException refused) {
            return false;
        }
    }

    @Test
    void mustBeOfTheImagesSize() {
        Pixels pixels = TestImages.noise(new ImageShape(3, 2, 4));
        Optional<Pixels> other = Optional.of(TestImages.noise(new ImageShape(1, 4, 2)));

        assertThatThrownBy(() -> new DecodedImage(pixels, other, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected alpha of the size of the image [3,2,4], got [1,4,2]");
    }
}
