package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.v1.Encoding;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not a whole picture is no picture: never a half one, never another exception. */
class DamagedFileTest {
    private static final ImageCodec CODEC = new ImageCodec(PayloadLimits.STANDARD);

    static Stream<Arguments> files() {
        return Stream.of(Encoding.PNG, Encoding.JPEG, Encoding.BMP, Encoding.GIF, Encoding.WEBP, Encoding.TIFF)
                .flatMap(encoding ->
                        Stream.of(1, 3).map(channels -> Arguments.of(encoding, new ImageShape(channels, 23, 31))));
    }

    @ParameterizedTest
    @MethodSource("files")
    void refusesAFileCutAnywhere(Encoding encoding, ImageShape shape) throws Exception {
        byte[] file = TestImages.file(encoding, shape);
        Pixels whole = CODEC.decodeFile(file, encoding);

        for (int length = 0; length < file.length; length++) {
            assertWholeOrRefused(Arrays.copyOf(file, length), encoding, whole, file.length - length);
        }
    }

    /** Without its last bytes (a BMP row's padding, an end marker) a file can still hold all of its pixels. */
    private static void assertWholeOrRefused(byte[] cut, Encoding encoding, Pixels whole, int missing) {
        try {
            Pixels read = CODEC.decodeFile(cut, encoding);
            assertThat(encoding).isNotIn(Encoding.PNG, Encoding.WEBP);
            assertThat(missing).isLessThanOrEqualTo(encoding == Encoding.BMP ? 3 : 2);
            assertThat(read).isEqualTo(whole);
        } catch (MalformedPayloadException refused) {
            assertThat(refused.problem()).isIn(PayloadProblem.UNDECODABLE, PayloadProblem.EMPTY);
        }
    }

    @Test
    void refusesAPngWhoseBytesWereChangedAnywhere() {
        byte[] file = TestImages.file(Encoding.PNG, new ImageShape(1, 5, 5));

        for (int i = 0; i < file.length; i++) {
            byte[] changed = file.clone();
            changed[i] ^= 0x10;
            assertThatThrownBy(() -> CODEC.decodeFile(changed, Encoding.PNG))
                    .isInstanceOf(MalformedPayloadException.class);
        }
    }

    /** In words of its own: the JDK's reader says of all of them that there was an error, or nothing. */
    @ParameterizedTest
    @CsvSource({
        "11, 12, it does not begin with a header of 13 bytes",
        "12, 74, it does not begin with a header of 13 bytes",
        "19, 0, the header names a picture without pixels",
        "24, 3, 'the header names 3 bits a channel with colour type 0, which don''t exist'",
        "25, 7, 'the header names 8 bits a channel with colour type 7, which don''t exist'",
        "26, 1, 'the header names a compression, filter or interlacing that doesn''t exist'"
    })
    void saysWhatIsWrongWithAPngsHeader(int at, byte value, String expected) {
        byte[] file = new PngFile()
                .header(4, 4, 8, PngFile.GREY)
                .pixels(new byte[5 * 4])
                .end();
        file[at] = value;

        assertThatThrownBy(() -> CODEC.decodeFile(file, Encoding.PNG)).hasMessageContaining(expected);
    }

    @Test
    void saysThatAPngEndsWithinItsHeader() {
        byte[] file = Arrays.copyOf(new PngFile().header(4, 4, 8, PngFile.GREY).open(), 20);

        assertRefused(
                file,
                Encoding.PNG,
                PayloadProblem.UNDECODABLE,
                "expected a whole PNG file: the file ends after 20 bytes, before the end of its header");
    }

    @Test
    void refusesAPngWithFewerRowsThanItDeclares() {
        byte[] file = new PngFile()
                .header(4, 100, 8, PngFile.GREY)
                .pixels(new byte[5 * 60])
                .end();

        assertRefused(file, Encoding.PNG, PayloadProblem.UNDECODABLE, "expected a whole PNG file");
    }

    @Test
    void refusesAPngChunkThatDeclaresMoreThanThereIs() {
        byte[] file = new PngFile()
                .header(4, 4, 8, PngFile.PALETTE)
                .declaring("PLTE", Integer.MAX_VALUE, new byte[30])
                .open();

        assertRefused(file, Encoding.PNG, PayloadProblem.UNDECODABLE, "declares 2147483647 bytes, 26 are left");
    }

    @ParameterizedTest
    @ValueSource(ints = {60_000, Integer.MAX_VALUE})
    void refusesAPngOfTooManyPixelsByItsHeaderAlone(int side) {
        byte[] file = new PngFile().header(side, side, 8, PngFile.RGB).open();

        assertRefused(
                file,
                Encoding.PNG,
                PayloadProblem.TOO_MANY_PIXELS,
                "expected at most 4194304 pixels, the image declares %d × %d".formatted(side, side));
    }

    @ParameterizedTest
    @MethodSource("files")
    void looksAtFilesWithoutDecodingThem(Encoding encoding, ImageShape shape) {
        byte[] file = TestImages.file(encoding, shape);
        ImageCodec narrow = new ImageCodec(new PayloadLimits(1 << 20, 23 * 31 - 1));

        assertThatCode(() -> CODEC.checkUndecoded(file, encoding)).doesNotThrowAnyException();
        assertThatThrownBy(() -> narrow.checkUndecoded(file, encoding))
                .isInstanceOfSatisfying(MalformedPayloadException.class, refused -> assertThat(refused.problem())
                        .isEqualTo(PayloadProblem.TOO_MANY_PIXELS))
                .hasMessageContaining("31 × 23");
        assertThatThrownBy(() -> CODEC.checkUndecoded(
                        Arrays.copyOf(file, encoding == Encoding.PNG ? file.length - 1 : 9), encoding))
                .isInstanceOfSatisfying(MalformedPayloadException.class, refused -> assertThat(refused.problem())
                        .isEqualTo(PayloadProblem.UNDECODABLE));
    }

    /** The heap of the tests would not hold one band of it. */
    @Test
    void refusesAWholePngOfTooManyPixelsBeforeDecodingIt() {
        byte[] file = new PngFile()
                .header(60_000, 60_000, 8, PngFile.GREY)
                .pixels(new byte[60_001])
                .end();

        assertRefused(file, Encoding.PNG, PayloadProblem.TOO_MANY_PIXELS, "60000 × 60000");
    }

    @Test
    void refusesOtherFilesOfTooManyPixelsByTheirHeaders() {
        byte[] bmp = TestImages.file(Encoding.BMP, new ImageShape(1, 8, 8));
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 60_000).putInt(22, -60_000);
        byte[] gif = TestImages.file(Encoding.GIF, new ImageShape(1, 8, 8));
        int frame = indexOf(gif, ',', 13 + 3 * 256);
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(frame + 5, (short) 60_000)
                .putShort(frame + 7, (short) 60_000);
        byte[] jpeg = TestImages.file(Encoding.JPEG, new ImageShape(1, 8, 8));
        int size = indexOf(jpeg, 0xc0, 0) + 4;
        ByteBuffer.wrap(jpeg).putShort(size, (short) 60_000).putShort(size + 2, (short) 60_000);

        assertRefused(bmp, Encoding.BMP, PayloadProblem.TOO_MANY_PIXELS, "60000 × 60000");
        assertRefused(gif, Encoding.GIF, PayloadProblem.TOO_MANY_PIXELS, "60000 × 60000");
        assertRefused(jpeg, Encoding.JPEG, PayloadProblem.TOO_MANY_PIXELS, "60000 × 60000");
    }

    private static int indexOf(byte[] bytes, int value, int from) {
        for (int i = from; i < bytes.length; i++) {
            if ((bytes[i] & 0xff) == value) {
                return i;
            }
        }
        throw new AssertionError("no byte " + value);
    }

    /** Otherwise a small BMP could hold a PNG of any size. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 77})
    void refusesCompressedBmps(int method) {
        byte[] file = TestImages.file(Encoding.BMP, new ImageShape(1, 8, 8));
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(30, method);

        assertRefused(file, Encoding.BMP, PayloadProblem.UNDECODABLE, "no compression, found method " + method);
    }

    @Test
    void refusesBmpsThatNameAColourProfile() {
        byte[] pixels = TestImages.file(Encoding.BMP, new ImageShape(3, 8, 8));
        ByteBuffer file = ByteBuffer.allocate(14 + 124 + 192).order(ByteOrder.LITTLE_ENDIAN);
        file.put(pixels, 0, 54).putInt(10, 14 + 124).putInt(14, 124).putInt(70, 0x4c494e4b);

        assertRefused(file.array(), Encoding.BMP, PayloadProblem.UNDECODABLE, "no colour profile");
    }

    @Test
    void refusesAGifWhosePixelsEndEarly() {
        byte[] file = TestImages.file(Encoding.GIF, new ImageShape(1, 64, 64));
        int frame = indexOf(file, ',', 13 + 3 * 256);
        int firstBlock = frame + 11;
        byte[] ended = Arrays.copyOf(file, firstBlock + 1 + (file[firstBlock] & 0xff) + 2);
        ended[ended.length - 2] = 0; // no further block
        ended[ended.length - 1] = ';';

        assertRefused(ended, Encoding.GIF, PayloadProblem.UNDECODABLE, "of 64 rows of pixels");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void refusesInterlacedGifsThatTheReaderLosesRowsOf(int height) {
        byte[] file = TestImages.written(
                TestImages.drawn(BufferedImage.TYPE_BYTE_GRAY, 3, height, at -> 0xff808080), Encoding.GIF);

        assertRefused(file, Encoding.GIF, PayloadProblem.UNDECODABLE, "of %d rows of pixels".formatted(height));
    }

    @Test
    void refusesAJpegOfInks() {
        byte[] file = {
            (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xc0, 0, 8, 8, 0, 1, 0, 1, 4, (byte) 0xff, (byte) 0xd9
        };

        assertRefused(file, Encoding.JPEG, PayloadProblem.UNSUPPORTED_CHANNELS, "4 inks of a CMYK picture");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF"})
    void refusesWhatIsNotOfTheEncoding(Encoding encoding) {
        byte[] text = "this is a text and not a picture, whatever its header may say about it"
                .getBytes(StandardCharsets.UTF_8);

        assertRefused(text, encoding, PayloadProblem.UNDECODABLE, "expected a whole " + encoding + " file");
    }

    private static void assertRefused(byte[] file, Encoding encoding, PayloadProblem problem, String message) {
        assertThatThrownBy(() -> CODEC.decodeFile(file, encoding))
                .isInstanceOfSatisfying(MalformedPayloadException.class, refused -> assertThat(refused.problem())
                        .isEqualTo(problem))
                .hasMessageContaining(message);
    }
}
