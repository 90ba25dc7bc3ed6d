package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.plugins.tiff.TIFFDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TiffTest {
    private final ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);

    static Stream<Arguments> kinds() {
        return Stream.of("LZW", "ZLib", "Deflate", "PackBits").flatMap(compression -> Stream.of(8, 16)
                .flatMap(bitDepth -> Stream.of(1, 3).flatMap(channels -> Stream.of(false, true)
                        .map(alpha -> Arguments.of(compression, bitDepth, channels, alpha)))));
    }

    /** Large enough that LZW's codes grow to their longest and start anew. */
    @ParameterizedTest(name = "{0}, {1} bits, {2} channels, alpha {3}")
    @MethodSource("kinds")
    void readsEveryKind(String compression, int bitDepth, int channels, boolean alpha) throws Exception {
        DecodedImage image = TestImages.noise(channels, bitDepth, alpha, 61, 67);
        BufferedImage picture =
                RasterWriting.write(image.pixels(), new AnswerForm(Encoding.TIFF, bitDepth, image.alpha()));

        DecodedImage read = codec.decodeFileInFull(TiffFile.written(picture, compression), Encoding.TIFF);

        assertThat(read).isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource({"1, 8", "3, 8", "1, 16", "3, 16"})
    void answersAsPreciselyAsItWasAsked(int channels, int bitDepth) throws Exception {
        DecodedImage image = TestImages.noise(channels, bitDepth, false, 9, 13);

        Image answer = codec.encode(image.pixels(), AnswerForm.of(Encoding.TIFF, image));

        assertThat(answer.getEncoding()).isEqualTo(Encoding.TIFF);
        assertThat(ContentType.sniff(answer.getData().toByteArray())).contains(Encoding.TIFF);
        assertThat(codec.decodeInFull(answer)).isEqualTo(image);
    }

    /** Of noise, which can't be compressed, the JDK's Deflate loses the last bytes of strips longer than 16 KiB. */
    @ParameterizedTest
    @CsvSource({
        "16383, 8, 1",
        "16384, 8, 1",
        "17000, 8, 1",
        "5461, 8, 3",
        "5462, 8, 3",
        "6000, 16, 3",
        "40000, 8, 1",
        "400, 16, 3"
    })
    void answersOfNoiseWhole(int width, int bitDepth, int channels) throws Exception {
        DecodedImage image = TestImages.noise(channels, bitDepth, false, 40, width);

        Image answer = codec.encode(image.pixels(), AnswerForm.of(Encoding.TIFF, image));

        assertThat(codec.decodeInFull(answer)).isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void readsJpegInside(int channels) throws Exception {
        Pixels pixels = TestImages.gradient(new ImageShape(channels, 40, 56));
        byte[] file = TiffFile.written(RasterWriting.write(pixels, AnswerForm.of(Encoding.TIFF)), "JPEG");

        Pixels read = codec.decodeFile(file, Encoding.TIFF);

        assertThat(read.shape()).isEqualTo(pixels.shape());
        for (int i = 0; i < read.shape().size(); i++) {
            assertThat(read.get(i)).isCloseTo(pixels.get(i), within(0.08f));
        }
    }

    @Test
    void readsWhiteAsZeroWhereTheFileSaysSo() throws Exception {
        byte[] file = new TiffFile(3, 1, (byte) 0, (byte) 51, (byte) 255)
                .with(TiffFile.COLOURS, 0)
                .end();

        assertThat(codec.decodeFile(file, Encoding.TIFF).toArray())
                .containsExactly(new float[] {1, 0.8f, 0}, within(1e-6f));
    }

    @Test
    void readsFourBits() throws Exception {
        byte[] file = new TiffFile(3, 1, (byte) 0x0f, (byte) 0x30)
                .with(TiffFile.BITS, 4)
                .end();

        assertThat(codec.decodeFile(file, Encoding.TIFF).toArray())
                .containsExactly(new float[] {0, 1, 0.2f}, within(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_INDEXED})
    void readsPalettes(int type) throws Exception {
        BufferedImage image = TestImages.drawn(type, 8, 8, at -> at == 0 ? -1 : 0xff000000);

        Pixels pixels = codec.decodeFile(TestImages.written(image, Encoding.TIFF), Encoding.TIFF);

        assertThat(pixels.get(0)).isEqualTo(1);
        assertThat(pixels.get(1)).isZero();
    }

    @Test
    void readsColoursThatLieApart() throws Exception {
        byte[] file = new TiffFile(2, 1, (byte) 255, (byte) 0, (byte) 0, (byte) 51, (byte) 0, (byte) 255)
                .with(TiffFile.COLOURS, 2)
                .with(TiffFile.SAMPLES, 3)
                .with(TiffFile.BITS, 8, 8, 8)
                .with(TiffFile.PLANAR, 2)
                .with(TiffFile.STRIP_OFFSETS, 8, 10, 12)
                .with(TiffFile.STRIP_BYTES, 2, 2, 2)
                .end();

        assertThat(codec.decodeFile(file, Encoding.TIFF).toArray())
                .containsExactly(new float[] {1, 0, 0, 0.2f, 0, 1}, within(1e-6f));
    }

    private static TiffFile tiled() {
        byte[] data = new byte[4 * 256];
        Arrays.fill(data, 256, 512, (byte) 255);
        return new TiffFile(20, 17, data)
                .without(TiffFile.STRIP_OFFSETS)
                .without(TiffFile.STRIP_BYTES)
                .without(TiffFile.ROWS_PER_STRIP)
                .with(TiffFile.TILE_WIDTH, 16)
                .with(TiffFile.TILE_HEIGHT, 16)
                .with(TiffFile.TILE_OFFSETS, 8, 264, 520, 776)
                .with(TiffFile.TILE_BYTES, 256, 256, 256, 256);
    }

    @Test
    void readsTiles() throws Exception {
        Pixels pixels = codec.decodeFile(tiled().end(), Encoding.TIFF);

        assertThat(pixels.get(0, 0, 15)).isZero();
        assertThat(pixels.get(0, 15, 16)).isEqualTo(1);
        assertThat(pixels.get(0, 16, 16)).isZero();
    }

    /** The next directory is not even looked at. */
    @Test
    void readsTheFirstPage() throws Exception {
        byte[] file = new TiffFile(1, 1, (byte) 255).end();
        file[file.length - 1] = file[7]; // the directory that follows is the first again

        assertThat(codec.decodeFile(file, Encoding.TIFF).get(0)).isEqualTo(1);
    }

    private static TiffFile grey() {
        return new TiffFile(4, 4, new byte[16]);
    }

    private static TiffFile compressed(int method, int... bytes) {
        byte[] data = new byte[bytes.length];
        IntStream.range(0, bytes.length).forEach(i -> data[i] = (byte) bytes[i]);
        return new TiffFile(64, 64, data).with(TiffFile.COMPRESSION, method);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong(
                        "more rows than pixels",
                        grey().with(TiffFile.HEIGHT, 5).with(TiffFile.ROWS_PER_STRIP, 5),
                        "expected 20 bytes of pixels"),
                wrong("a strip beyond the end", grey().with(TiffFile.STRIP_OFFSETS, 5000), "16 bytes from byte 5000"),
                wrong("a strip that is too long", grey().with(TiffFile.STRIP_BYTES, -1), "4294967295 bytes from"),
                wrong("a strip before the file", grey().with(TiffFile.STRIP_OFFSETS, 0), "from byte 0 on"),
                wrong("too few strips", grey().with(TiffFile.ROWS_PER_STRIP, 1), "expected 4 strips or tiles, found 1"),
                wrong("no lengths", grey().without(TiffFile.STRIP_BYTES), "expected tag 279"),
                wrong("no colours at all", grey().without(TiffFile.COLOURS), "found no colour model"),
                wrong("a fax of bytes", grey().with(TiffFile.COMPRESSION, 4), "found 1 samples of 8 bits"),
                wrong("no fax", compressed(4, 1, 2, 3).with(TiffFile.BITS, 1), "expected a whole TIFF file"),
                wrong(
                        "bits in other numbers",
                        retyped(grey().end()),
                        "16-bit numbers in tag 258, found values of type 1"),
                wrong("no tile width", tiled().with(TiffFile.TILE_WIDTH, 0), "at least 1"),
                wrong("too few tiles", tiled().with(TiffFile.TILE_WIDTH, 8), "expected 6 strips or tiles, found 4"),
                wrong("short PackBits", compressed(32773, 0x81, 7, 3, 1, 2), "4096 bytes of pixels in the strip"),
                wrong("short Deflate", compressed(8, 0x78, 0x9c, 0x63, 0), "4096 bytes of pixels in the strip"),
                wrong("no Deflate", compressed(8, 1, 2, 3, 4), "damaged Deflate data"),
                wrong("short LZW", compressed(5, 0x80, 0, 0x40, 0x40), "4096 bytes of pixels in the strip"),
                wrong("no LZW", compressed(5, 0x80, 0x7f, 0xff, 0xff), "damaged LZW data"),
                wrong("no JPEG", compressed(7, 0xff, 0xd8, 0xff, 0xd9), "expected a JPEG of 64 × 64 pixels"));
    }

    private static Arguments wrong(String what, TiffFile file, String message) {
        return wrong(what, file.end(), message);
    }

    private static Arguments wrong(String what, byte[] file, String message) {
        return Arguments.of(what, file, message);
    }

    /** The third tag, of numbers of 16 bits, as one of bytes. */
    private static byte[] retyped(byte[] file) {
        file[8 + 16 + 2 + 2 * 12 + 3] = 1;
        return file;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void refusesWhatIsNotWhole(String what, byte[] file, String message) {
        assertRefused(file, PayloadProblem.UNDECODABLE, message);
    }

    static Stream<Arguments> unread() {
        return Stream.of(
                wrong("floats", grey().with(TiffFile.SAMPLE_FORMAT, 3).with(TiffFile.BITS, 32), "floats), found 3"),
                wrong("32 bits", grey().with(TiffFile.BITS, 32), "1, 4, 8 or 16 bits a sample, found 32"),
                wrong("five samples", grey().with(TiffFile.SAMPLES, 5), "1 to 4 samples a pixel, found 5"),
                wrong("a lab's colours", grey().with(TiffFile.COLOURS, 8), "found the colour model 8"),
                wrong("brightness and colour", grey().with(TiffFile.COLOURS, 6), "found the colour model 6"),
                wrong("bits turned", grey().with(TiffFile.FILL_ORDER, 2), "bits in the order 1, found 2"),
                wrong(
                        "LZMA",
                        grey().with(TiffFile.COMPRESSION, 34925),
                        "fax (Group 3 or 4), found method 34925 (LZMA)"));
    }

    /** Such files may be whole: nobody is told that theirs is broken. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("unread")
    void saysOfAnUnreadKindThatItIsOne(String what, byte[] file, String message) {
        assertThatThrownBy(() -> codec.decodeFile(file, Encoding.TIFF))
                .isInstanceOfSatisfying(MalformedPayloadException.class, refused -> {
                    assertThat(refused.isUnreadKind()).isTrue();
                    assertThat(refused.problem()).isEqualTo(PayloadProblem.UNDECODABLE);
                })
                .hasMessageStartingWith("this kind of TIFF isn't read here: expected ")
                .hasMessageContaining(message);
    }

    private static BufferedImage text() {
        return TestImages.drawn(
                BufferedImage.TYPE_BYTE_BINARY,
                301,
                200,
                at -> ((at >> 32) / 7 + (int) at / 5) % 3 == 0 ? 0xff000000 : -1);
    }

    private static TiffFile fax(byte[] written) {
        TIFFDirectory tags = TiffFile.directory(written);
        int at = (int) tags.getTIFFField(TiffFile.STRIP_OFFSETS).getAsLong(0);
        int length = (int) tags.getTIFFField(TiffFile.STRIP_BYTES).getAsLong(0);
        TiffFile fax = new TiffFile(301, 200, Arrays.copyOfRange(written, at, at + length))
                .with(TiffFile.BITS, 1)
                .with(TiffFile.COLOURS, 0)
                .with(
                        TiffFile.COMPRESSION,
                        tags.getTIFFField(TiffFile.COMPRESSION).getAsInt(0));
        return tags.containsTIFFField(TiffFile.GROUP_3)
                ? fax.with(TiffFile.GROUP_3, tags.getTIFFField(TiffFile.GROUP_3).getAsInt(0))
                : fax;
    }

    /** As fax machines and scanners of black and white write them. */
    @ParameterizedTest
    @ValueSource(strings = {"CCITT RLE", "CCITT T.4", "CCITT T.6"})
    void readsFaxes(String compression) throws Exception {
        byte[] file = TiffFile.written(text(), compression);
        Pixels drawn = codec.decodeFile(TestImages.written(text(), Encoding.PNG), Encoding.PNG);

        assertThat(codec.decodeFile(file, Encoding.TIFF)).isEqualTo(drawn);
        assertThat(codec.decodeFile(fax(file).end(), Encoding.TIFF)).isEqualTo(drawn);
    }

    @Test
    void readsAFaxWhoseLastBitComesFirst() throws Exception {
        byte[] written = TiffFile.written(text(), "CCITT T.6");
        byte[] file = fax(written).with(TiffFile.FILL_ORDER, 2).end();
        int length = (int)
                TiffFile.directory(written).getTIFFField(TiffFile.STRIP_BYTES).getAsLong(0);
        for (int i = 8; i < 8 + length; i++) {
            file[i] = (byte) (Integer.reverse(file[i]) >>> 24);
        }

        assertThat(codec.decodeFile(file, Encoding.TIFF)).isEqualTo(codec.decodeFile(written, Encoding.TIFF));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CCITT RLE", "CCITT T.4", "CCITT T.6"})
    void refusesADamagedFax(String compression) {
        byte[] written = TiffFile.written(text(), compression);
        TiffFile fax = fax(written);
        int length = (int)
                TiffFile.directory(written).getTIFFField(TiffFile.STRIP_BYTES).getAsLong(0);
        byte[] overwritten = fax.end();
        Arrays.fill(overwritten, 8 + length / 2, 8 + length, (byte) 0);

        assertRefused(overwritten, PayloadProblem.UNDECODABLE, "expected a whole TIFF file");
        assertRefused(
                fax.with(TiffFile.STRIP_BYTES, length / 2).end(),
                PayloadProblem.UNDECODABLE,
                "expected a whole TIFF file");
    }

    private void assertRefused(byte[] file, PayloadProblem problem, String message) {
        assertThatThrownBy(() -> codec.decodeFile(file, Encoding.TIFF))
                .isInstanceOfSatisfying(MalformedPayloadException.class, refused -> assertThat(refused.problem())
                        .isEqualTo(problem))
                .hasMessageContaining(message);
    }

    @Test
    void refusesTooManyPixelsByTheHeaderAlone() {
        byte[] large = grey().with(TiffFile.WIDTH, 60_000)
                .with(TiffFile.HEIGHT, 60_000)
                .end();
        byte[] largeTile = tiled().with(TiffFile.TILE_WIDTH, 1 << 16)
                .with(TiffFile.TILE_HEIGHT, 1 << 16)
                .end();

        assertRefused(large, PayloadProblem.TOO_MANY_PIXELS, "60000 × 60000");
        assertRefused(largeTile, PayloadProblem.TOO_MANY_PIXELS, "65536 × 65536");
    }

    /** The reader would make room for what the JPEG declares. */
    @Test
    void refusesAJpegInsideOfAnotherSizeOrKind() {
        byte[] jpeg = TestImages.file(Encoding.JPEG, new ImageShape(1, 64, 128));
        TiffFile wider = new TiffFile(64, 64, jpeg).with(TiffFile.COMPRESSION, 7);
        TiffFile coloured = new TiffFile(128, 64, jpeg)
                .with(TiffFile.COMPRESSION, 7)
                .with(TiffFile.COLOURS, 2)
                .with(TiffFile.SAMPLES, 3)
                .with(TiffFile.BITS, 8, 8, 8);
        TiffFile cut = new TiffFile(128, 64, Arrays.copyOf(jpeg, jpeg.length - 40)).with(TiffFile.COMPRESSION, 7);

        assertRefused(
                wider.end(), PayloadProblem.UNDECODABLE, "expected a JPEG of 64 × 64 pixels at byte 8, found 128");
        assertRefused(coloured.end(), PayloadProblem.UNDECODABLE, "expected a JPEG of 24 bits a pixel");
        assertRefused(cut.end(), PayloadProblem.UNDECODABLE, "has no end");
    }

    @Test
    void refusesInks() {
        byte[] file = new TiffFile(1, 1, new byte[4])
                .with(TiffFile.COLOURS, 5)
                .with(TiffFile.SAMPLES, 4)
                .with(TiffFile.BITS, 8, 8, 8, 8)
                .end();

        assertRefused(file, PayloadProblem.UNSUPPORTED_CHANNELS, "CMYK picture; convert it to RGB");
    }

    /** Whatever a channel beside the colour is: it is kept as it came. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void keepsAFourthChannelAside(int meaning) throws Exception {
        byte[] file = new TiffFile(1, 1, (byte) 255, (byte) 0, (byte) 255, (byte) 51)
                .with(TiffFile.COLOURS, 2)
                .with(TiffFile.SAMPLES, 4)
                .with(TiffFile.BITS, 8, 8, 8, 8)
                .with(TiffFile.EXTRA_SAMPLES, meaning)
                .end();

        DecodedImage image = codec.decodeFileInFull(file, Encoding.TIFF);

        assertThat(image.pixels().toArray()).containsExactly(1, 0, 1);
        assertThat(image.alpha().orElseThrow().get(0)).isEqualTo(51 * (1f / 255));
    }

    @Test
    void isNotLedIntoDirectoriesThatHoldThemselves() throws Exception {
        TiffFile file = grey();
        byte[] first = file.with(TiffFile.EXIF, 0).end();
        int directoryAt = first[7];

        Pixels pixels = codec.decodeFile(file.with(TiffFile.EXIF, directoryAt).end(), Encoding.TIFF);

        assertThat(pixels.shape()).isEqualTo(new ImageShape(1, 4, 4));
    }

    @Test
    void refusesATagThatComesTwice() {
        byte[] file = grey().end();
        file[8 + 16 + 2 + 12 + 1] = file[8 + 16 + 2 + 1];

        assertRefused(file, PayloadProblem.UNDECODABLE, "tag 256 comes twice");
    }
}
