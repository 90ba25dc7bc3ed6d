package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawPixelsTest {
    private static final PayloadLimits LIMITS = new PayloadLimits(1000, 60);
    private static final ImageCodec CODEC = new ImageCodec(LIMITS);

    private static Image image(Encoding encoding, long channels, long height, long width, byte[] data) {
        return Image.newBuilder()
                .setEncoding(encoding)
                .setChannels((int) channels)
                .setHeight((int) height)
                .setWidth((int) width)
                .setData(ByteString.copyFrom(data))
                .build();
    }

    private static byte[] floats(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    @ParameterizedTest
    @CsvSource({
        // encoding, channels, height, width, bytes, problem
        "GRAY8,   1, 2, 3, 5, WRONG_SIZE",
        "GRAY8,   1, 2, 3, 7, WRONG_SIZE",
        "GRAY8,   1, 2, 3, 0, WRONG_SIZE",
        "RGB8,    3, 2, 3, 6, WRONG_SIZE",
        "FLOAT32, 1, 2, 3, 6, WRONG_SIZE",
        "FLOAT32, 3, 2, 3, 24, WRONG_SIZE",
        "FLOAT32, 1, 2, 3, 23, WRONG_SIZE",
        "GRAY8,   3, 2, 3, 18, UNSUPPORTED_CHANNELS",
        "RGB8,    1, 2, 3, 6, UNSUPPORTED_CHANNELS",
        "FLOAT32, 0, 2, 3, 24, UNSUPPORTED_CHANNELS",
        "FLOAT32, 2, 2, 3, 48, UNSUPPORTED_CHANNELS",
        "FLOAT32, 4, 2, 3, 96, UNSUPPORTED_CHANNELS",
        "FLOAT32, 4294967295, 2, 3, 24, UNSUPPORTED_CHANNELS",
        "GRAY8,   1, 0, 3, 0, UNDECODABLE",
        "GRAY8,   1, 3, 0, 0, UNDECODABLE",
        "FLOAT32, 1, 0, 0, 0, UNDECODABLE",
        "GRAY8,   1, 1, 61, 61, TOO_MANY_PIXELS",
        "GRAY8,   1, 8, 8, 64, TOO_MANY_PIXELS",
        // products that overflow an int, or the unsigned 32 bits, to something small
        "GRAY8,   1, 65536, 65536, 0, TOO_MANY_PIXELS",
        "GRAY8,   1, 4294967295, 1, 1, TOO_MANY_PIXELS",
        "GRAY8,   1, 4294967295, 4294967295, 1, TOO_MANY_PIXELS",
        "RGB8,    3, 2147483648, 2, 0, TOO_MANY_PIXELS",
        "FLOAT32, 1, 1073741824, 4, 0, TOO_MANY_PIXELS",
        "FLOAT32, 4294967295, 4294967295, 4294967295, 4, TOO_MANY_PIXELS",
        "FLOAT32, 3, 20, 20, 1001, TOO_MANY_BYTES",
    })
    void refusesDeclarationsThatDontFit(
            Encoding encoding, long channels, long height, long width, int bytes, PayloadProblem problem) {
        Image image = image(encoding, channels, height, width, new byte[bytes]);

        assertThatThrownBy(() -> CODEC.decode(image))
                .isInstanceOfSatisfying(MalformedPayloadException.class, refused -> assertThat(refused.problem())
                        .isEqualTo(problem));
    }

    @ParameterizedTest
    @CsvSource({"1, 6, 10", "1, 60, 1", "3, 1, 60"})
    void takesExactlyTheLimit(int channels, int height, int width) throws Exception {
        Encoding encoding = channels == 1 ? Encoding.GRAY8 : Encoding.RGB8;
        Image image = image(encoding, channels, height, width, new byte[channels * height * width]);

        assertThat(CODEC.decode(image).shape()).isEqualTo(new ImageShape(channels, height, width));
    }

    @Test
    void takes8BitPixelsWithoutDeclaredChannels() throws Exception {
        assertThat(CODEC.decode(image(Encoding.GRAY8, 0, 1, 2, new byte[2])).shape())
                .isEqualTo(new ImageShape(1, 1, 2));
        assertThat(CODEC.decode(image(Encoding.RGB8, 0, 1, 2, new byte[6])).shape())
                .isEqualTo(new ImageShape(3, 1, 2));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesWhatIsNoNumber(float value) {
        Image image = image(Encoding.FLOAT32, 1, 1, 3, floats(0.5f, 0.5f, value));

        assertThatThrownBy(() -> CODEC.decode(image))
                .isInstanceOfSatisfying(MalformedPayloadException.class, refused -> assertThat(refused.problem())
                        .isEqualTo(PayloadProblem.NOT_FINITE))
                .hasMessage("expected finite pixels, found " + value + " at index 2 of [1,1,3]");
    }

    @ParameterizedTest
    @ValueSource(floats = {255, -255, 16.001f, -16.001f, Float.MAX_VALUE})
    void refusesAnotherScale(float value) {
        Image image = image(Encoding.FLOAT32, 1, 1, 2, floats(0.5f, value));

        assertThatThrownBy(() -> CODEC.decode(image))
                .isInstanceOfSatisfying(MalformedPayloadException.class, refused -> assertThat(refused.problem())
                        .isEqualTo(PayloadProblem.OUT_OF_RANGE))
                .hasMessageContainingAll("index 1 of [1,1,2]", "divide by 255?");
    }

    @ParameterizedTest
    @ValueSource(floats = {16, -16, 1.5f, -0.5f, Float.MIN_VALUE, -0f})
    void takesWhatNoiseCanReach(float value) throws Exception {
        assertThat(CODEC.decode(image(Encoding.FLOAT32, 1, 1, 1, floats(value))).get(0))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 1", "1, -1", "1, 178956970"})
    void limitsMustBeBearable(int maxBytes, long maxPixels) {
        assertThatThrownBy(() -> new PayloadLimits(maxBytes, maxPixels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("maxBytes=" + maxBytes, "maxPixels=" + maxPixels);
    }

    /** With the largest limit there is, no declaration may run into an array's. */
    @Test
    void declarationsOverflowNothingUnderTheLargestLimits() {
        ImageCodec lenient = new ImageCodec(new PayloadLimits(Integer.MAX_VALUE, 178_956_969));
        Image image = image(Encoding.FLOAT32, 3, 178_956_969, 1, new byte[4]);

        assertThatThrownBy(() -> lenient.decode(image))
                .isInstanceOfSatisfying(MalformedPayloadException.class, refused -> assertThat(refused.problem())
                        .isEqualTo(PayloadProblem.WRONG_SIZE));
    }
}
