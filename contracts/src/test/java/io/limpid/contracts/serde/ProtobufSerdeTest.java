package io.limpid.contracts.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.ModelRef;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class ProtobufSerdeTest {
    private final ProtobufSerializer<ModelRef> serializer = new ProtobufSerializer<>();
    private final ProtobufDeserializer<ModelRef> deserializer = new ProtobufDeserializer<>(ModelRef.parser());

    @Test
    void aMessageComesBackAsItWas() {
        ModelRef ref = ModelRef.newBuilder().setName("mnist").setVersion(7).build();

        assertThat(deserializer.deserialize("models", serializer.serialize("models", ref)))
                .isEqualTo(ref);
    }

    /** Compaction and tombstones: a record without a value has no message. */
    @Test
    void nothingStaysNothing() {
        assertThat(serializer.serialize("models", null)).isNull();
        assertThat(deserializer.deserialize("models", null)).isNull();
    }

    @Test
    void noBytesAreTheMessageOfZeroValues() {
        assertThat(deserializer.deserialize("models", new byte[0])).isEqualTo(ModelRef.getDefaultInstance());
    }

    @Test
    void otherBytesAreASerializationException() {
        assertThatThrownBy(() -> deserializer.deserialize("models", new byte[] {0x0a, 9, 1}))
                .isInstanceOf(SerializationException.class)
                .hasMessage("topic models: 3 bytes are not the expected message");
    }

    @Test
    void fieldsOfLaterVersionsArePassedOver() {
        byte[] later = Classification.newBuilder()
                .setId("id")
                .addScores(1)
                .setClassifier(ModelRef.newBuilder().setName("c"))
                .build()
                .toByteArray();

        assertThat(deserializer.deserialize("models", later).getName()).isEqualTo("id");
    }

    @Test
    void aParserIsThere() {
        assertThatThrownBy(() -> new ProtobufDeserializer<ModelRef>(null)).hasMessage("parser");
    }
}
