package io.limpid.contracts.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.Head;
import io.limpid.contracts.v1.ModelRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassificationJsonTest {
    private final ClassificationJson json = new ClassificationJson();

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void comesBackAsItWas() {
        Classification message = Classification.newBuilder()
                .setId("Zürich \"7\"\n")
                .setLabel("seven")
                .setClassIndex(-1) // unsigned: 4294967295
                .setConfidence(0.1f)
                .addAllScores(List.of(0.1f, 0.9f, Float.MIN_VALUE))
                .setClassifier(ModelRef.newBuilder().setName("c").setVersion(-1))
                .setHead(Head.FRAME)
                .build();

        byte[] bytes = json.serialize("images.labels", message);

        assertThat(json.deserialize("images.labels", bytes)).isEqualTo(message);
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .doesNotContain("\n")
                .contains("\"classIndex\":4294967295", "\"version\":\"18446744073709551615\"");
    }

    @Test
    void zeroValuesAreWrittenToo() {
        String text = new String(json.serialize("", Classification.getDefaultInstance()), StandardCharsets.UTF_8);

        assertThat(text)
                .isEqualTo("{\"id\":\"\",\"label\":\"\",\"classIndex\":0,\"confidence\":0.0,\"scores\":[],"
                        + "\"head\":\"HEAD_UNSPECIFIED\"}");
    }

    @Test
    void fieldsOfLaterVersionsArePassedOver() {
        byte[] later = utf8("{\"label\":\"7\",\"mood\":{\"of\":[1,2,{\"the\":\"day\"}]},\"head\":\"FRAME\"}");

        assertThat(json.deserialize("", later))
                .isEqualTo(Classification.newBuilder()
                        .setLabel("7")
                        .setHead(Head.FRAME)
                        .build());
    }

    @Test
    void bothSpellingsOfAFieldAreRead() {
        assertThat(json.deserialize("", utf8("{\"class_index\":3}")))
                .isEqualTo(json.deserialize("", utf8("{\"classIndex\":3}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "[]",
                "{",
                "{\"id\":",
                "{\"scores\":\"many\"}",
                "{\"classIndex\":-1}",
                "{\"classIndex\":1e99}",
                "{\"classifier\":7}",
                "not JSON at all"
            })
    void whatIsMalformedIsASerializationException(String text) {
        assertThatThrownBy(() -> json.deserialize("images.labels", utf8(text)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("topic images.labels: not a Classification in JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void evenWhereItIsDeep(String opening) {
        assertThatThrownBy(() -> json.deserialize("images.labels", utf8(opening.repeat(200_000))))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(json.serialize("images.labels", null)).isNull();
        assertThat(json.deserialize("images.labels", null)).isNull();
    }

    @Test
    void asAKafkaSerdeItTakesNoConfiguration() {
        json.configure(Map.of("any", "thing"), false);
        json.close();

        assertThat(json.serialize("", Classification.getDefaultInstance())).isNotEmpty();
    }
}
