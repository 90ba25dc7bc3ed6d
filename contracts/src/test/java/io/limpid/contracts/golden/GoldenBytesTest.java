package io.limpid.contracts.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.v1.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes on the wire are a promise to every program that reads or writes a topic. A failure here is a change of the
 * contract: take the change back, or make it an addition.
 */
class GoldenBytesTest {
    static Stream<Arguments> messages() {
        return GoldenMessages.all().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void areWrittenAsEver(String name, Message message) {
        assertThat(HexFormat.of().formatHex(message.toByteArray()))
                .isEqualTo(HexFormat.of().formatHex(Golden.bytes(name + ".hex")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void areReadAsEver(String name, Message message) throws Exception {
        Message read = message.getParserForType().parseFrom(Golden.bytes(name + ".hex"));

        assertThat(read).isEqualTo(message);
        assertThat(read.getUnknownFields().asMap()).isEmpty();
    }

    /** Worked out by hand: pixels row by row, RGB interleaved with red first, floats planar and little-endian. */
    @ParameterizedTest
    @CsvSource({
        "GRAY8, 1, 000a141e2832",
        "RGB8, 3, 003c780a468214508c1e5a962864a0326eaa",
        "FLOAT32, 1, 00000000a1a0203da1a0a03df2f0f03da1a0203ecac8483e",
    })
    void rawPixelsLieInTheirOrder(Encoding encoding, int channels, String hex) {
        byte[] data = new ImageCodec(PayloadLimits.STANDARD).encodeBytes(GoldenMessages.pixels(channels), encoding);

        assertThat(HexFormat.of().formatHex(data)).isEqualTo(hex);
    }

    @Test
    void classificationsAreTheSameJson() {
        ClassificationJson json = new ClassificationJson();
        String golden = String.join("", Golden.lines("classification.json"));

        assertThat(new String(json.serialize("", GoldenMessages.classification()), StandardCharsets.UTF_8))
                .isEqualTo(golden);
        assertThat(json.deserialize("", golden.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(GoldenMessages.classification());
    }
}
