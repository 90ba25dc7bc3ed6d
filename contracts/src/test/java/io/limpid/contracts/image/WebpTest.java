package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebpTest {
    private final ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void readsLosslessPicturesExactly(int channels) throws Exception {
        Pixels pixels = TestImages.noise(new ImageShape(channels, 19, 23));

        assertThat(codec.decodeFile(new WebpFile().picture(pixels).end(), Encoding.WEBP))
                .isEqualTo(pixels);
        assertThat(codec.decodeFile(
                        new WebpFile().extended(0, 23, 19).picture(pixels).end(), Encoding.WEBP))
                .isEqualTo(pixels);
    }

    @Test
    void readsALossyGreyPictureAsGrey() throws Exception {
        Pixels pixels = codec.decodeFile(WebpFile.LOSSY_GREY, Encoding.WEBP);

        assertThat(pixels.shape()).isEqualTo(new ImageShape(1, 16, 16));
        for (int i = 0; i < 256; i++) {
            assertThat(pixels.get(i)).isCloseTo((i % 16 * 12 + i / 16 * 4) / 255f, within(0.03f));
        }
    }

    @Test
    void readsALossyColourPicture() throws Exception {
        Pixels pixels = codec.decodeFile(WebpFile.LOSSY_ALPHA, Encoding.WEBP);

        assertThat(pixels.shape()).isEqualTo(new ImageShape(3, 16, 16));
        for (int i = 0; i < 256; i++) {
            float red = (i % 16 * 12 + i / 16 * 4) / 255f;
            assertThat(pixels.get(i)).isCloseTo(red, within(0.08f));
            assertThat(pixels.get(256 + i)).isCloseTo(1 - red, within(0.08f));
        }
    }

    /** Grey throughout, but declared as colour by the message around it. */
    @Test
    void isColourWhereTheMessageSaysSo() throws Exception {
        Image image = Image.newBuilder()
                .setEncoding(Encoding.WEBP)
                .setChannels(3)
                .setData(ByteString.copyFrom(WebpFile.LOSSY_GREY))
                .build();

        assertThat(codec.decode(image).shape()).isEqualTo(new ImageShape(3, 16, 16));
    }

    @Test
    void isAnsweredAsPng() throws Exception {
        Pixels pixels = TestImages.noise(new ImageShape(1, 4, 4));

        Image answer = codec.encode(pixels, Encoding.WEBP);

        assertThat(answer.getEncoding()).isEqualTo(Encoding.PNG);
        assertThat(codec.decode(answer)).isEqualTo(pixels);
        assertThatThrownBy(() -> codec.encodeBytes(pixels, Encoding.WEBP)).isInstanceOf(IllegalArgumentException.class);
    }

    /** As for PNG; a stranger's profile would be read by native code. */
    @Test
    void looksAtNoColourProfile() throws Exception {
        Pixels pixels = TestImages.noise(new ImageShape(3, 4, 4));
        byte[] file = new WebpFile()
                .extended(WebpFile.PROFILE, 4, 4)
                .chunk("ICCP", new byte[300])
                .picture(pixels)
                .end();

        assertThat(codec.decodeFile(file, Encoding.WEBP)).isEqualTo(pixels);
    }

    static Stream<Arguments> wrong() {
        Pixels pixels = TestImages.noise(new ImageShape(1, 4, 4));
        byte[] whole = new WebpFile().picture(pixels).end();
        byte[] lossyBehind = new byte[10];
        return Stream.of(
                wrong("no chunk", new WebpFile().end(), "expected a RIFF container"),
                wrong("no picture", new WebpFile().extended(0, 4, 4).end(), "expected one picture, found 0"),
                wrong(
                        "two pictures",
                        new WebpFile().picture(pixels).picture(pixels).end(),
                        "one picture, found 2"),
                wrong("cut", Arrays.copyOf(whole, whole.length - 2), "the file declares " + whole.length + " bytes"),
                wrong(
                        "a chunk longer than the file",
                        new WebpFile().declaring("VP8L", 5000, new byte[20]).end(),
                        "declares 5000 bytes, 20 are left"),
                wrong(
                        "a chunk of four thousand million bytes",
                        new WebpFile().declaring("VP8L", -2, new byte[20]).end(),
                        "declares 4294967294 bytes, 20 are left"),
                wrong(
                        "a short header",
                        new WebpFile().chunk("VP8L", new byte[4]).end(),
                        "fewer than its header"),
                wrong(
                        "a picture larger than its canvas",
                        new WebpFile().extended(0, 3, 4).picture(pixels).end(),
                        "of the canvas' size 3 × 4, found 4 × 4"),
                wrong(
                        "an animation",
                        new WebpFile().extended(WebpFile.ANIMATED, 4, 4).end(),
                        "found an animation"),
                wrong(
                        "alpha that isn't packed",
                        new WebpFile()
                                .extended(WebpFile.ALPHA, 16, 16)
                                .chunk("ALPH", new byte[257])
                                .chunk("VP8 ", lossy())
                                .end(),
                        "alpha not implemented"),
                wrong(
                        "a lossy picture of 0 × 0",
                        new WebpFile().chunk("VP8 ", lossyBehind).end(),
                        "at least 1"));
    }

    private static byte[] lossy() {
        return Arrays.copyOfRange(WebpFile.LOSSY_GREY, 20, WebpFile.LOSSY_GREY.length);
    }

    private static Arguments wrong(String what, byte[] file, String message) {
        return Arguments.of(what, file, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void refusesWhatIsNotAWholePicture(String what, byte[] file, String message) {
        assertRefused(file, PayloadProblem.UNDECODABLE, message);
    }

    /** Its reader would go on with zeros, for minutes where the picture is large. */
    @Test
    void refusesPixelsThatEndEarly() {
        byte[] file = new WebpFile()
                .picture(TestImages.noise(new ImageShape(1, 16, 16)))
                .end();
        file[22] |= 0x0f; // of the width's higher bits: 3856 pixels are declared where there are 16

        assertRefused(file, PayloadProblem.UNDECODABLE, "the pixels end early");
    }

    private void assertRefused(byte[] file, PayloadProblem problem, String message) {
        assertThatThrownBy(() -> codec.decodeFile(file, Encoding.WEBP))
                .isInstanceOfSatisfying(MalformedPayloadException.class, refused -> assertThat(refused.problem())
                        .isEqualTo(problem))
                .hasMessageContaining(message);
    }

    /** Also where the canvas is small: the decoder makes room for what the picture declares. */
    @Test
    void refusesTooManyPixelsByTheHeadersAlone() {
        byte[] lossy = lossy();
        ByteBuffer.wrap(lossy)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) 16383)
                .putShort(8, (short) 16383);

        assertRefused(new WebpFile().chunk("VP8 ", lossy).end(), PayloadProblem.TOO_MANY_PIXELS, "16383 × 16383");
        assertRefused(
                new WebpFile().extended(0, 16, 16).chunk("VP8 ", lossy).end(),
                PayloadProblem.TOO_MANY_PIXELS,
                "16383 × 16383");
        assertRefused(
                new WebpFile().extended(0, 1 << 24, 1 << 24).end(),
                PayloadProblem.TOO_MANY_PIXELS,
                "16777216 × 16777216");
        assertRefused(
                new WebpFile()
                        .chunk("VP8L", (byte) 0x2f, (byte) -1, (byte) -1, (byte) -1, (byte) 0x0f)
                        .end(),
                PayloadProblem.TOO_MANY_PIXELS,
                "16384 × 16384");
    }
}
