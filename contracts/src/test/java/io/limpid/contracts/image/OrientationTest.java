package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.google.protobuf.ByteString;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two rows of three fields, a to f, each of 16 × 16 pixels of its own grey, so that a JPEG tells them apart. */
class OrientationTest {
    private static final int FIELD = 16;
    private static final String STORED = "abc/def";
    private static final List<String> UPRIGHT =
            List.of("abc/def", "cba/fed", "fed/cba", "def/abc", "ad/be/cf", "da/eb/fc", "fc/eb/da", "cf/be/ad");

    private final ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);

    private static Pixels fields(int channels) {
        ImageShape shape = new ImageShape(channels, 2 * FIELD, 3 * FIELD);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            int inChannel = i % shape.pixelCount();
            int row = inChannel / shape.width() / FIELD;
            int column = inChannel % shape.width() / FIELD;
            values[i] = 40 * (3 * row + column) * (1f / 255);
        }
        return Pixels.of(shape, values);
    }

    /** The fields' letters, row by row. */
    private static String seen(Pixels pixels) {
        StringBuilder seen = new StringBuilder();
        for (int y = FIELD / 2; y < pixels.shape().height(); y += FIELD) {
            seen.append(seen.isEmpty() ? "" : "/");
            for (int x = FIELD / 2; x < pixels.shape().width(); x += FIELD) {
                seen.append((char) ('a' + Math.round(pixels.get(0, y, x) * 255 / 40)));
            }
        }
        return seen.toString();
    }

    static Stream<Arguments> everyFileAndOrientation() {
        return Stream.of(Encoding.PNG, Encoding.JPEG, Encoding.WEBP, Encoding.TIFF)
                .flatMap(encoding -> Stream.of(1, 3).flatMap(channels -> Stream.of(1, 2, 3, 4, 5, 6, 7, 8)
                        .map(tag -> Arguments.of(encoding, channels, tag))));
    }

    private static byte[] file(Encoding encoding, int channels, int tag) {
        return encoding == Encoding.TIFF ? tiff(channels, tag) : Exif.file(encoding, fields(channels), Exif.block(tag));
    }

    private static byte[] tiff(int channels, int tag) {
        byte[] data = new byte[channels * 6 * FIELD * FIELD];
        Pixels fields = fields(channels);
        for (int channel = 0; channel < channels; channel++) {
            RawCodec.floatsToBytes(fields, channel * fields.shape().pixelCount(), data, channel, channels);
        }
        int[] bits = new int[channels];
        Arrays.fill(bits, 8);
        return new TiffFile(3 * FIELD, 2 * FIELD, data)
                .with(TiffFile.SAMPLES, channels)
                .with(TiffFile.BITS, bits)
                .with(TiffFile.COLOURS, channels == 1 ? 1 : 2)
                .with(TiffFile.ORIENTATION, tag)
                .end();
    }

    @ParameterizedTest(name = "{0} of {1} channels, orientation {2}")
    @MethodSource("everyFileAndOrientation")
    void turnsEveryPictureUpright(Encoding encoding, int channels, int tag) throws Exception {
        Pixels pixels = codec.decodeFile(file(encoding, channels, tag), encoding);

        assertThat(seen(pixels)).isEqualTo(UPRIGHT.get(tag - 1));
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "JPEG", "WEBP", "TIFF"})
    void answersUprightWithoutATag(Encoding encoding) throws Exception {
        DecodedImage image = codec.decodeFileInFull(file(encoding, 3, 6), encoding);

        Image answer = codec.encode(image.pixels(), AnswerForm.of(encoding, image));

        assertThat(answer.getHeight()).isEqualTo(3 * FIELD);
        assertThat(answer.getWidth()).isEqualTo(2 * FIELD);
        assertThat(seen(codec.decode(answer))).isEqualTo("da/eb/fc");
        assertThat(Orientation.of(answer.getData().toByteArray(), answer.getEncoding()))
                .isEqualTo(Orientation.UPRIGHT);
    }

    @Test
    void turnsAlphaWithItsColour() throws Exception {
        Pixels alpha = fields(1);
        Pixels grey = Pixels.of(alpha.shape(), new float[alpha.shape().size()]);
        byte[] file = new WebpFile()
                .extended(WebpFile.ALPHA | 0x08, 3 * FIELD, 2 * FIELD)
                .picture(grey, alpha)
                .chunk("EXIF", Exif.named(Exif.block(8)))
                .end();

        DecodedImage image = codec.decodeFileInFull(file, Encoding.WEBP);

        assertThat(image.pixels().shape()).isEqualTo(new ImageShape(1, 3 * FIELD, 2 * FIELD));
        assertThat(image.alpha().map(OrientationTest::seen)).contains("cf/be/ad");
    }

    /** A message's size is that of the file as stored; a program that knows nothing of orientations sets it so. */
    @Test
    void comparesTheDeclaredSizeBeforeTurning() throws Exception {
        Image image = Image.newBuilder()
                .setEncoding(Encoding.JPEG)
                .setData(ByteString.copyFrom(file(Encoding.JPEG, 1, 6)))
                .setHeight(2 * FIELD)
                .setWidth(3 * FIELD)
                .build();

        assertThat(codec.decode(image).shape()).isEqualTo(new ImageShape(1, 3 * FIELD, 2 * FIELD));
    }

    static Stream<Arguments> malformed() {
        byte[] itself = Exif.block(34665, 4, 1, 8);
        return Stream.of(
                Arguments.of("empty", new byte[0]),
                Arguments.of("text", "not an EXIF block at all".getBytes(StandardCharsets.US_ASCII)),
                Arguments.of("header only", Arrays.copyOf(Exif.block(6), 8)),
                Arguments.of("cut in the tag", Arrays.copyOf(Exif.block(6), 15)),
                Arguments.of("orientation 0", Exif.block(0)),
                Arguments.of("orientation 9", Exif.block(9)),
                Arguments.of("orientation 65535", Exif.block(65535)),
                Arguments.of("four thousand million orientations", Exif.block(274, 3, -1, 6)),
                Arguments.of("an orientation in letters", Exif.block(274, 2, 4, 0x36363636)),
                Arguments.of("an orientation of an unknown type", Exif.block(274, 99, 1, 6)),
                Arguments.of("a directory that holds itself", itself),
                Arguments.of("a directory beyond the end", Exif.block(34665, 4, 1, Integer.MAX_VALUE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void takesAPictureWithMalformedExifAsUpright(String what, byte[] block) throws Exception {
        for (Encoding encoding : List.of(Encoding.PNG, Encoding.JPEG, Encoding.WEBP)) {
            Pixels pixels = codec.decodeFile(Exif.file(encoding, fields(1), block), encoding);

            assertThat(seen(pixels)).as(encoding.name()).isEqualTo(STORED);
        }
    }

    /** As many tags as fit, each with as many directories as fit: none is entered. */
    @Test
    void isNotKeptBusyByABlock() {
        int tags = 5400;
        ByteBuffer block = ByteBuffer.allocate(8 + 2 + 12 * tags + 4);
        block.put(new byte[] {'M', 'M', 0, 42}).putInt(8).putShort((short) tags);
        for (int i = 0; i < tags; i++) {
            block.putShort((short) 34665)
                    .putShort((short) 4)
                    .putInt(block.capacity() / 4 - 2)
                    .putInt(0);
        }

        assertTimeout(
                Duration.ofSeconds(10),
                () -> codec.decodeFile(Exif.file(Encoding.JPEG, fields(1), block.array()), Encoding.JPEG));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, -1, Integer.MAX_VALUE})
    void takesATiffWithAnUnknownOrientationAsUpright(int tag) throws Exception {
        assertThat(seen(codec.decodeFile(tiff(1, tag), Encoding.TIFF))).isEqualTo(STORED);
    }

    /** What a chunk holds beyond a JPEG segment's most isn't looked at. */
    @Test
    void looksNoFurtherThanAJpegSegmentReaches() throws Exception {
        byte[] far = Arrays.copyOf(new byte[] {'M', 'M', 0, 42, 0, 1, 0, 0}, (1 << 16) + 18);
        System.arraycopy(Exif.block(6), 8, far, 1 << 16, 18);

        Pixels pixels = codec.decodeFile(Exif.file(Encoding.PNG, fields(1), far), Encoding.PNG);

        assertThat(seen(pixels)).isEqualTo(STORED);
    }
}
