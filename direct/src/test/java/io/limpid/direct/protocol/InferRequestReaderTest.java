package io.limpid.direct.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.direct.RefusedCall;
import io.limpid.direct.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InferRequestReaderTest {
    private static final String GOOD = """
            {"id":"a","model_name":"passed over","parameters":{"priority":{"deep":[1]},"binary_data_output":true},
             "inputs":[{"name":"x","shape":[2,2],"datatype":"FP32","parameters":{"other":"x"},"data":[[1,2],[3,4e0]]}],
             "outputs":[{"name":"y"},{"name":"z","parameters":{"binary_data":false}}]}""";

    private static InferRequest read(String json) {
        return InferRequestReader.read(json.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    @Test
    void readsWhatItKnowsAndPassesOverTheRest() {
        InferRequest request = read(GOOD);

        assertThat(request.id()).isEqualTo("a");
        assertThat(request.binary()).isTrue();
        assertThat(request.inputs()).singleElement().satisfies(tensor -> {
            assertThat(tensor.name()).isEqualTo("x");
            assertThat(tensor.shape()).containsExactly(2L, 2L);
            assertThat(values(tensor)).containsExactly(1, 2, 3, 4);
        });
        assertThat(request.outputs())
                .containsExactly(
                        new RequestedOutput("y", Optional.empty()), new RequestedOutput("z", Optional.of(false)));
    }

    private static float[] values(Tensor tensor) {
        float[] values = new float[tensor.size()];
        tensor.buffer().get(values);
        return values;
    }

    @Test
    void readsBinaryDataInTheOrderOfTheInputs() {
        byte[] json = ("{\"inputs\":["
                        + "{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":4}},"
                        + "{\"name\":\"b\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[7]},"
                        + "{\"name\":\"c\",\"shape\":[2],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":8}}]}")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(json.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        body.put(json).putFloat(1).putFloat(2).putFloat(3);

        InferRequest request = InferRequestReader.read(body.array(), Optional.of(" " + json.length));

        assertThat(request.inputs().stream().map(InferRequestReaderTest::values))
                .containsExactly(new float[] {1}, new float[] {7}, new float[] {2, 3});
    }

    /** Each takes a good request, exchanges one part of it, and is told what was expected and found. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "FP32 | FP64 | expected datatype FP32, found 'FP64'",
                "[2,2] | [2,3] | expected 6 values for shape [2, 3], flat or nested as the shape, found 4 in [2, 2]",
                "[2,2] | [4,1] | found 4 in [2, 2]",
                "[2,2] | [] | expected inputs with a 'name' and a 'shape'",
                "[2,2] | [-2,-2] | expected whole numbers of at least 0 for 'shape', found -2",
                "[2,2] | [1.5,2] | found 1.5",
                "[2,2] | [9223372036854775807,9223372036854775807,9] | 'the shape [9223372036854775807, 9223372036854775807, 9]"
                        + " is too large, expected one of at most 2147483647 values'",
                "[2,2] | [65536,32768] | 'input ''x'': the shape [65536, 32768] is too large'",
                "[2,2] | [99999999999999999999] | expected whole numbers",
                "[2,2] | 4 | expected 'shape' to be an array",
                "[[1,2],[3,4e0]] | [[1,2],[3]] | expected arrays of one length at depth 2, found 2 and 1",
                "[[1,2],[3,4e0]] | [[1,2],3,4] | found both side by side",
                "[[1,2],[3,4e0]] | [[[[[[[[[1]]]]]]]]] | at most 8 deep",
                "[[1,2],[3,4e0]] | [1,2,3,true] | expected numbers, found true or false at index 3",
                "[[1,2],[3,4e0]] | [1,2,3,null] | expected numbers, found null",
                "[[1,2],[3,4e0]] | [1,2,3,NaN] | expected finite values, found NaN at index 3",
                "[[1,2],[3,4e0]] | [1,-Infinity,3,4] | expected finite values, found -Infinity at index 1",
                "[2,2] | [NaN,2] | expected whole numbers of at least 0 for 'shape', found NaN",
                "[[1,2],[3,4e0]] | [1,2,3,nan] | expected JSON, found at line 2",
                "[[1,2],[3,4e0]] | [1,2,3,1e39] | expected finite values, found Infinity at index 3",
                "[[1,2],[3,4e0]] | {} | expected an array of numbers, found an object",
                "\"data\":[[1,2],[3,4e0]] | \"x\":1 | either 'data' or the parameter 'binary_data_size', found neither",
                "\"other\":\"x\" | \"binary_data_size\":16 | found both",
                "\"id\":\"a\" | \"id\":1 | expected 'id' to be a text, found a number",
                "\"binary_data_output\":true | \"binary_data_output\":1 | expected 'binary_data_output' to be true or false",
                "{\"name\":\"y\"} | \"y\" | expected an output to be an object, found a text",
                "\"inputs\":[ | \"inputs\":{ | expected 'inputs' to be an array",
                "false}}]} | false}}]} 1 | found a number behind it",
                "false}}]} | false}}] | expected JSON, found at line 3",
            })
    void refusesWhatIsNoRequest(String part, String instead, String message) {
        assertThat(GOOD).contains(part);
        assertRefused(GOOD.replace(part, instead).getBytes(StandardCharsets.UTF_8), null, message);
    }

    /** The parser's settings are no matter of those who call. */
    @ParameterizedTest
    @ValueSource(strings = {"[1,2,3,+4]", "[1,2,3,.4]", "[1,2,3,04]", "[1,2,/* */3,4]", "[1,2,3,'4']", "[1,2,3,4,]"})
    void saysNothingOfTheParsersSettings(String data) {
        byte[] body = GOOD.replace("[[1,2],[3,4e0]]", data).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> InferRequestReader.read(body, Optional.empty()))
                .isInstanceOf(RefusedCall.class)
                .hasMessageContaining("expected JSON, found at line 2")
                .message()
                .doesNotContainIgnoringCase("feature")
                .doesNotContainIgnoringCase("enable");
    }

    @Test
    void numbersThatAreTooLongAreRefusedWithoutTheParsersSettings() {
        byte[] body = GOOD.replace("4e0", "4".repeat(2_000)).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> InferRequestReader.read(body, Optional.empty()))
                .isInstanceOf(RefusedCall.class)
                .hasMessageMatching("expected JSON, found: Number value length .* maximum allowed \\(1000\\)");
    }

    private static void assertRefused(byte[] body, String jsonLength, String message) {
        assertThatThrownBy(() -> InferRequestReader.read(body, Optional.ofNullable(jsonLength)))
                .isInstanceOfSatisfying(RefusedCall.class, refused -> assertThat(refused.status())
                        .isEqualTo(400))
                .hasMessageContaining(message);
    }

    @Test
    void refusesBinaryDataThatIsNotAsItIsSaidToBe() {
        String json =
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[2],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":8}}]}";
        byte[] short4 = (json + "1234").getBytes(StandardCharsets.UTF_8);
        byte[] long12 = (json + "123456789012").getBytes(StandardCharsets.UTF_8);
        String length = Integer.toString(json.length());

        assertRefused(short4, length, "expected 8 bytes of binary data after the JSON, found 4");
        assertRefused(long12, length, "found 4 bytes more");
        assertRefused(long12, null, "binary data needs the header Inference-Header-Content-Length");
        assertRefused(long12, "1000", "expected header Inference-Header-Content-Length to be from 0 to");
        assertRefused(long12, "-1", "found '-1'");
        assertRefused(long12, "x", "found 'x'");
        assertRefused(long12, "9999999999", "found '9999999999'");
        assertRefused(json.replace(":8", ":6").getBytes(StandardCharsets.UTF_8), length, "found 6");
        byte[] nan = ByteBuffer.allocate(json.length() + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(json.getBytes(StandardCharsets.UTF_8))
                .putFloat(1)
                .putFloat(Float.NaN)
                .array();
        assertRefused(nan, length, "expected finite values, found NaN at index 1");
    }

    /** Whatever is sent, it is read or refused; nothing else comes out. */
    @Test
    void damagedRequestsAreReadOrRefused() {
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] body = GOOD.getBytes(StandardCharsets.UTF_8);
            for (int k = 0; k < 3; k++) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            try {
                InferRequestReader.read(body, Optional.empty());
            } catch (RefusedCall call) {
                assertThat(call.status()).isEqualTo(400);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void anEmptyBodyIsRefused() {
        for (String empty : List.of("", " ", "null", "[]")) {
            assertRefused(empty.getBytes(StandardCharsets.UTF_8), null, "expected the request to be an object");
        }
    }
}
