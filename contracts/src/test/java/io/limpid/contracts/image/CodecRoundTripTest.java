package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CodecRoundTripTest {
    private static final ImageShape GREY = new ImageShape(1, 9, 13);
    private static final ImageShape RGB = new ImageShape(3, 9, 13);

    private final ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);

    static Stream<Arguments> lossless() {
        return Stream.of(
                Arguments.of(Encoding.PNG, GREY),
                Arguments.of(Encoding.PNG, RGB),
                Arguments.of(Encoding.BMP, GREY),
                Arguments.of(Encoding.BMP, RGB),
                // 117 pixels: even as RGB there are fewer colours than a GIF holds
                Arguments.of(Encoding.GIF, GREY),
                Arguments.of(Encoding.GRAY8, GREY),
                Arguments.of(Encoding.RGB8, RGB),
                Arguments.of(Encoding.FLOAT32, GREY),
                Arguments.of(Encoding.FLOAT32, RGB),
                Arguments.of(Encoding.PNG, new ImageShape(1, 1, 1)),
                Arguments.of(Encoding.BMP, new ImageShape(3, 1, 1)),
                Arguments.of(Encoding.GIF, new ImageShape(1, 1, 1)),
                Arguments.of(Encoding.GIF, new ImageShape(1, 3, 5)),
                Arguments.of(Encoding.PNG, new ImageShape(3, 300, 1)));
    }

    @ParameterizedTest
    @MethodSource("lossless")
    void keepsEveryPixelOnThe8BitGrid(Encoding encoding, ImageShape shape) throws Exception {
        Pixels pixels = TestImages.noise(shape);

        Pixels back = codec.decode(codec.encode(pixels, encoding));

        assertThat(back.shape()).isEqualTo(shape);
        assertThat(back.toArray()).containsExactly(pixels.toArray());
    }

    static Stream<Arguments> inFull() {
        return Stream.of(Encoding.PNG, Encoding.TIFF).flatMap(encoding -> Stream.of(1, 3)
                .flatMap(channels -> Stream.of(8, 16).flatMap(bitDepth -> Stream.of(false, true)
                        .map(alpha -> Arguments.of(encoding, channels, bitDepth, alpha)))));
    }

    @ParameterizedTest(name = "{0}, {1} channels, {2} bits, alpha {3}")
    @MethodSource("inFull")
    void keepsEveryBitAndAlpha(Encoding encoding, int channels, int bitDepth, boolean alpha) throws Exception {
        DecodedImage image = TestImages.noise(channels, bitDepth, alpha, 9, 13);

        Image written = codec.encode(image.pixels(), AnswerForm.of(encoding, image));

        assertThat(written.getEncoding()).isEqualTo(encoding);
        assertThat(codec.decodeInFull(written)).isEqualTo(image);
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "TIFF"})
    void keepsEveryValueOf16Bits(Encoding encoding) throws Exception {
        float[] values = new float[65536];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 65535f;
        }
        DecodedImage image = new DecodedImage(Pixels.of(new ImageShape(1, 256, 256), values), Optional.empty(), 16);

        Image written = codec.encode(image.pixels(), AnswerForm.of(encoding, image));

        assertThat(codec.decode(written).toArray()).containsExactly(values);
    }

    @ParameterizedTest
    @CsvSource({"JPEG, 1, 0.02", "JPEG, 3, 0.03", "GIF, 3, 0.06"})
    void staysNearInLossyEncodings(Encoding encoding, int channels, float tolerance) throws Exception {
        Pixels pixels = TestImages.gradient(new ImageShape(channels, 40, 56));

        Pixels back = codec.decode(codec.encode(pixels, encoding));

        assertThat(back.shape()).isEqualTo(pixels.shape());
        for (int i = 0; i < pixels.shape().size(); i++) {
            assertThat(back.get(i)).isCloseTo(pixels.get(i), within(tolerance));
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"ENCODING_UNSPECIFIED", "UNRECOGNIZED"},
            mode = EnumSource.Mode.EXCLUDE)
    void saysWhatItWrote(Encoding wanted) throws Exception {
        for (ImageShape shape : new ImageShape[] {GREY, RGB}) {
            Image image = codec.encode(TestImages.noise(shape), wanted);

            assertThat(image.getChannels()).isEqualTo(shape.channels());
            assertThat(image.getHeight()).isEqualTo(9);
            assertThat(image.getWidth()).isEqualTo(13);
            assertThat(codec.decode(image).shape()).isEqualTo(shape);
        }
    }

    @Test
    void givesRaw8BitEncodingsTheirChannels() {
        assertThat(codec.encode(TestImages.noise(RGB), Encoding.GRAY8).getEncoding())
                .isEqualTo(Encoding.RGB8);
        assertThat(codec.encode(TestImages.noise(GREY), Encoding.RGB8).getEncoding())
                .isEqualTo(Encoding.GRAY8);
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "BMP", "GIF", "GRAY8"})
    void clampsAndRounds(Encoding encoding) throws Exception {
        float[] values = {-3, -0.001f, 0.4f / 255, 0.6f / 255, 1.2f, 0.5f};
        Pixels pixels = Pixels.of(new ImageShape(1, 2, 3), values);

        Pixels back = codec.decode(codec.encode(pixels, encoding));

        assertThat(back.toArray()).containsExactly(0, 0, 0, 1f / 255, 1, 128 * (1f / 255));
    }

    @Test
    void keepsFloatsThatOvershoot() throws Exception {
        Pixels pixels = Pixels.of(new ImageShape(1, 1, 4), new float[] {-2.5f, 3.25f, 1e-30f, -16});

        assertThat(codec.decode(codec.encode(pixels, Encoding.FLOAT32))).isEqualTo(pixels);
    }

    /** A colour picture that happens to be grey must come out with the channels that its message declares. */
    @ParameterizedTest
    @EnumSource(names = {"PNG", "JPEG", "BMP", "GIF", "RGB8", "FLOAT32"})
    void keepsThreeChannelsOfAGreyPicture(Encoding encoding) throws Exception {
        Pixels pixels = Pixels.of(new ImageShape(3, 2, 2), new float[12]);

        Pixels back = codec.decode(codec.encode(pixels, encoding));

        assertThat(back.shape()).isEqualTo(pixels.shape());
    }

    @ParameterizedTest
    @CsvSource({"GRAY8, 3", "RGB8, 1", "PNG, 2", "GIF, 4", "ENCODING_UNSPECIFIED, 1", "UNRECOGNIZED, 1"})
    void refusesToWriteWhatAnEncodingCannotHold(Encoding encoding, int channels) {
        Pixels pixels = TestImages.noise(new ImageShape(channels, 2, 2));

        assertThatThrownBy(() -> codec.encodeBytes(pixels, encoding)).isInstanceOf(IllegalArgumentException.class);
    }
}
