package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.contracts.v1.NoisyImage;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes: a payload within the limits, or a MalformedPayloadException; no other throwable, errors included. */
class PayloadFuzzTest {
    private static final int MUTATIONS = Integer.getInteger("limpid.fuzz.mutations", 1000);
    private static final PayloadLimits LIMITS = new PayloadLimits(1 << 16, 1 << 14);
    private static final byte[] BOUNDARIES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xfe, (byte) 0xff};

    private final NoisyPayloadReader reader = new NoisyPayloadReader(LIMITS);

    static Stream<Arguments> seeds() {
        ImageShape grey = new ImageShape(1, 12, 11);
        ImageShape rgb = new ImageShape(3, 12, 11);
        return Stream.of(
                        Stream.of(Encoding.PNG, Encoding.JPEG, Encoding.BMP, Encoding.GIF, Encoding.WEBP)
                                .flatMap(encoding -> Stream.of(grey, rgb)
                                        .map(shape -> seed(encoding + " " + shape, encoding, shape))),
                        Stream.of(
                                drawn("1-bit BMP", BufferedImage.TYPE_BYTE_BINARY, Encoding.BMP),
                                drawn("16-bit BMP", BufferedImage.TYPE_USHORT_565_RGB, Encoding.BMP),
                                drawn("interlaced GIF", BufferedImage.TYPE_INT_RGB, Encoding.GIF),
                                drawn("1-bit PNG", BufferedImage.TYPE_BYTE_BINARY, Encoding.PNG),
                                drawn("palette PNG", BufferedImage.TYPE_BYTE_INDEXED, Encoding.PNG),
                                drawn("16-bit PNG", BufferedImage.TYPE_USHORT_GRAY, Encoding.PNG),
                                drawn("RGBA PNG", BufferedImage.TYPE_INT_ARGB, Encoding.PNG),
                                turned(Encoding.PNG, grey),
                                turned(Encoding.JPEG, grey),
                                turned(Encoding.WEBP, rgb),
                                Arguments.of("lossy WebP", WebpFile.LOSSY_GREY, "image/webp"),
                                Arguments.of("lossy WebP with alpha", WebpFile.LOSSY_ALPHA, "image/webp")),
                        Stream.of("LZW", "ZLib", "PackBits", "JPEG").flatMap(PayloadFuzzTest::tiffs),
                        Stream.of("CCITT RLE", "CCITT T.4", "CCITT T.6").map(PayloadFuzzTest::fax),
                        Stream.of(Encoding.PNG, Encoding.GRAY8, Encoding.FLOAT32)
                                .map(encoding -> Arguments.of(
                                        "message with " + encoding, message(encoding, grey), ContentType.PROTOBUF)))
                .flatMap(Function.identity());
    }

    private static Arguments seed(String what, Encoding encoding, ImageShape shape) {
        return Arguments.of(what, TestImages.file(encoding, shape), ContentType.of(encoding));
    }

    private static Arguments turned(Encoding encoding, ImageShape shape) {
        byte[] file = Exif.file(encoding, TestImages.noise(shape), Exif.block(6));
        return Arguments.of("turned " + encoding, file, ContentType.of(encoding));
    }

    private static Stream<Arguments> tiffs(String compression) {
        return Stream.of(BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR)
                .map(type -> TestImages.drawn(type, 12, 11, at -> (int) (at * 0x12345) | 0xff000000))
                .map(image -> Arguments.of(
                        "TIFF, " + compression + ", " + image.getType(),
                        TiffFile.written(image, compression),
                        "image/tiff"));
    }

    private static Arguments fax(String compression) {
        BufferedImage image =
                TestImages.drawn(BufferedImage.TYPE_BYTE_BINARY, 40, 30, at -> (int) (at * 0x12345) | 0xff000000);
        return Arguments.of("TIFF, " + compression, TiffFile.written(image, compression), "image/tiff");
    }

    private static Arguments drawn(String what, int type, Encoding encoding) {
        BufferedImage image = TestImages.drawn(type, 12, 11, at -> (int) (at * 0x12345) | 0xff000000);
        return Arguments.of(what, TestImages.written(image, encoding), ContentType.of(encoding));
    }

    private static byte[] message(Encoding encoding, ImageShape shape) {
        Image image = new ImageCodec(LIMITS).encode(TestImages.noise(shape), encoding);
        return NoisyImage.newBuilder()
                .setId("id")
                .setImage(image)
                .setCapturedAt(1)
                .putAttributes("key", "value")
                .build()
                .toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("seeds")
    void everyMutationIsAnswered(String what, byte[] seed, String contentType) {
        Headers headers = new RecordHeaders().add("content-type", contentType.getBytes(StandardCharsets.US_ASCII));
        SplittableRandom random = new SplittableRandom(what.hashCode());
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            read += isRead(mutated(seed, random), headers) ? 1 : 0;
        }
        // else the mutations would be too rough to reach what lies behind the first check, or too mild to be refused
        assertThat(read).isBetween(1, MUTATIONS - 1);
    }

    private boolean isRead(byte[] value, Headers headers) {
        try {
            NoisyPayload payload = reader.read(value, headers);
            assertThat(payload.pixels().shape().pixelCount()).isLessThanOrEqualTo(1 << 14);
            for (int i = 0; i < payload.pixels().shape().size(); i++) {
                assertThat(Float.isFinite(payload.pixels().get(i))).isTrue();
            }
            return true;
        } catch (MalformedPayloadException refused) {
            return false;
        } catch (RuntimeException | Error wrong) {
            return fail("bytes " + HexFormat.of().formatHex(value), wrong);
        }
    }

    private static byte[] mutated(byte[] seed, SplittableRandom random) {
        byte[] bytes = seed.clone();
        // headers are short and decide much: half of the changes go there
        int reach = random.nextBoolean() ? Math.min(64, bytes.length) : bytes.length;
        for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
            int at = random.nextInt(reach);
            bytes[at] =
                    random.nextBoolean() ? BOUNDARIES[random.nextInt(BOUNDARIES.length)] : (byte) random.nextInt(256);
        }
        if (bytes[1] == 'P' && random.nextInt(8) != 0) {
            PngFile.repairChecksums(bytes);
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }
}
