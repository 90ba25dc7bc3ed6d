package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.contracts.v1.NoisyImage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NoisyPayloadReaderTest {
    private static final ImageShape SHAPE = new ImageShape(1, 6, 7);
    private static final byte[] PNG = TestImages.file(Encoding.PNG, SHAPE);
    private static final String PROTOBUF = ContentType.PROTOBUF;
    private static final PayloadLimits LIMITS = new PayloadLimits(5_000, 100);

    private final NoisyPayloadReader reader = new NoisyPayloadReader(LIMITS);

    /** @param namesAndValues a name, its value, and so on */
    private static Headers headers(String... namesAndValues) {
        Headers headers = new RecordHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static NoisyImage.Builder message(Encoding encoding, int channels, int height, int width, byte[] data) {
        return NoisyImage.newBuilder()
                .setImage(Image.newBuilder()
                        .setEncoding(encoding)
                        .setChannels(channels)
                        .setHeight(height)
                        .setWidth(width)
                        .setData(ByteString.copyFrom(data)));
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "JPEG", "BMP", "GIF", "TIFF"})
    void readsFilesWithAndWithoutContentType(Encoding encoding) throws Exception {
        byte[] file = TestImages.file(encoding, SHAPE);

        NoisyPayload sniffed = reader.read(file, headers());
        NoisyPayload named = reader.read(file, headers("content-type", ContentType.of(encoding)));

        assertThat(sniffed).isEqualTo(named);
        assertThat(sniffed.pixels().shape()).isEqualTo(SHAPE);
        assertThat(sniffed.answer().encoding()).isEqualTo(encoding);
        assertThat(sniffed.id()).isEmpty();
        assertThat(sniffed.capturedAt()).isZero();
        assertThat(sniffed.attributes()).isEmpty();
    }

    @Test
    void answersAWebpAsPng() throws Exception {
        NoisyPayload payload = reader.read(TestImages.file(Encoding.WEBP, SHAPE), headers());

        assertThat(payload.pixels()).isEqualTo(TestImages.noise(SHAPE));
        assertThat(payload.answer()).isEqualTo(AnswerForm.of(Encoding.PNG));
    }

    @Test
    void countsAlphaAmongTheValuesItKeeps() throws Exception {
        DecodedImage image = TestImages.noise(3, 16, true, 4, 5);
        byte[] png = new ImageCodec(LIMITS)
                .encode(image.pixels(), AnswerForm.of(Encoding.PNG, image))
                .getData()
                .toByteArray();

        NoisyPayload payload = reader.read(png, headers());

        assertThat(payload.answer()).isEqualTo(new AnswerForm(Encoding.PNG, 16, image.alpha()));
        assertThat(payload.values()).isEqualTo(4 * 4 * 5);
    }

    @Test
    void readsWhatAMessageSays() throws Exception {
        byte[] value = message(Encoding.GRAY8, 1, 2, 3, new byte[6])
                .setId("cam-7")
                .setCapturedAt(1_700_000_000_123L)
                .putAttributes("line", "4")
                .build()
                .toByteArray();

        NoisyPayload payload = reader.read(value, headers("content-type", PROTOBUF));

        assertThat(payload)
                .isEqualTo(new NoisyPayload(
                        "cam-7",
                        Pixels.of(new ImageShape(1, 2, 3), new float[6]),
                        AnswerForm.of(Encoding.GRAY8),
                        1_700_000_000_123L,
                        Map.of("line", "4")));
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, '', PNG",
        "image/png, image/jpeg, JPEG",
        "IMAGE/PNG; x=y, 'image/webp, image/x-float32;q=0.2', FLOAT32",
        "' ', */*, PNG"
    })
    void answersAsAccepted(String contentType, String accept, Encoding answerIn) throws Exception {
        assertThat(reader.read(PNG, headers("content-type", contentType, "accept", accept))
                        .answer()
                        .encoding())
                .isEqualTo(answerIn);
    }

    @Test
    void believesTheLastContentType() throws Exception {
        Headers headers = headers("content-type", "text/plain", "content-type", "image/png");

        assertThat(reader.read(PNG, headers).pixels()).isEqualTo(TestImages.noise(SHAPE));
    }

    static Stream<Arguments> bad() {
        byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                bad("no value", (byte[]) null, PayloadProblem.NO_VALUE),
                bad("no bytes", new byte[0], PayloadProblem.EMPTY),
                bad("text", text, PayloadProblem.UNKNOWN_CONTENT),
                bad("text as text", text, PayloadProblem.UNSUPPORTED_CONTENT_TYPE, "content-type", "text/plain"),
                bad("text as PNG", text, PayloadProblem.UNDECODABLE, "content-type", "image/png"),
                bad("text as protobuf", text, PayloadProblem.UNDECODABLE, "content-type", PROTOBUF),
                bad("a PNG as JPEG", PNG, PayloadProblem.UNDECODABLE, "content-type", "image/jpeg"),
                bad("a PNG as WebP", PNG, PayloadProblem.UNDECODABLE, "content-type", "image/webp"),
                bad("a PNG as TIFF", PNG, PayloadProblem.UNDECODABLE, "content-type", "image/tiff"),
                bad("a PNG as AVIF", PNG, PayloadProblem.UNSUPPORTED_CONTENT_TYPE, "content-type", "image/avif"),
                bad("a PNG as protobuf", PNG, PayloadProblem.UNDECODABLE, "content-type", PROTOBUF),
                bad(
                        "raw without shape",
                        new byte[42],
                        PayloadProblem.UNSUPPORTED_CONTENT_TYPE,
                        "content-type",
                        "image/x-gray8"),
                bad("unbearable accept", PNG, PayloadProblem.UNSUPPORTED_ACCEPT, "accept", "text/html"),
                bad("accept of nothing", PNG, PayloadProblem.UNSUPPORTED_ACCEPT, "accept", ";"),
                bad("too many bytes", new byte[5_001], PayloadProblem.TOO_MANY_BYTES),
                bad(
                        "too many pixels",
                        TestImages.file(Encoding.PNG, new ImageShape(1, 1, 101)),
                        PayloadProblem.TOO_MANY_PIXELS),
                bad("no image", NoisyImage.newBuilder().setId("x").build(), PayloadProblem.UNDECODABLE),
                bad(
                        "an empty image",
                        NoisyImage.newBuilder()
                                .setImage(Image.getDefaultInstance())
                                .build(),
                        PayloadProblem.EMPTY),
                bad(
                        "no encoding",
                        message(Encoding.ENCODING_UNSPECIFIED, 1, 6, 7, PNG).build(),
                        PayloadProblem.UNSUPPORTED_CONTENT_TYPE),
                bad("an encoding of the future", withEncoding(99), PayloadProblem.UNSUPPORTED_CONTENT_TYPE),
                bad(
                        "no bytes of a file",
                        message(Encoding.PNG, 1, 6, 7, new byte[0]).build(),
                        PayloadProblem.EMPTY),
                bad("another width", message(Encoding.PNG, 1, 6, 8, PNG).build(), PayloadProblem.WRONG_SIZE),
                bad("another height", message(Encoding.PNG, 1, 7, 7, PNG).build(), PayloadProblem.WRONG_SIZE),
                bad("other channels", message(Encoding.PNG, 3, 6, 7, PNG).build(), PayloadProblem.WRONG_SIZE),
                bad("a huge width", message(Encoding.PNG, 1, 6, -1, PNG).build(), PayloadProblem.WRONG_SIZE),
                bad(
                        "an id that is no text",
                        new byte[] {0x0a, 1, (byte) 0xff},
                        PayloadProblem.UNDECODABLE,
                        "content-type",
                        PROTOBUF));
    }

    private static NoisyImage withEncoding(int number) {
        NoisyImage.Builder builder = message(Encoding.PNG, 1, 6, 7, PNG);
        builder.getImageBuilder().setEncodingValue(number);
        return builder.build();
    }

    private static Arguments bad(String what, NoisyImage message, PayloadProblem problem) {
        return bad(what, message.toByteArray(), problem, "content-type", PROTOBUF);
    }

    private static Arguments bad(String what, byte[] value, PayloadProblem problem, String... headers) {
        return Arguments.of(what, value, headers(headers), problem);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void refuses(String what, byte[] value, Headers headers, PayloadProblem problem) {
        assertThatThrownBy(() -> reader.read(value, headers))
                .isInstanceOfSatisfying(MalformedPayloadException.class, refused -> assertThat(refused.problem())
                        .isEqualTo(problem))
                .hasMessageStartingWith("expected ");
    }

    @Test
    void takesFilesWhoseDeclaredSizeIsRightOrMissing() throws Exception {
        for (int declared : new int[] {0, 1}) {
            byte[] value = message(Encoding.PNG, declared, 6 * declared, 7 * declared, PNG)
                    .build()
                    .toByteArray();
            assertThat(reader.read(value, headers(HeaderNames.CONTENT_TYPE, PROTOBUF))
                            .pixels())
                    .isEqualTo(TestImages.noise(SHAPE));
        }
    }
}
