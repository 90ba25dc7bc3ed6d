package io.limpid.contracts.serde;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.limpid.contracts.v1.Classification;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** {@code Classification} as proto3 JSON on one line, zero values included, so that readers find every field. */
public final class ClassificationJson implements Serializer<Classification>, Deserializer<Classification> {
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace();
    /** Fields are only ever added: an older reader passes over newer ones. */
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Classification message) {
        if (message == null) {
            return null;
        }
        try {
            return PRINTER.print(message).getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException impossible) {
            throw new SerializationException("a Classification has no JSON form", impossible);
        }
    }

    @Override
    public @Nullable Classification deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        try {
            Classification.Builder builder = Classification.newBuilder();
            PARSER.merge(new String(data, StandardCharsets.UTF_8), builder);
            return builder.build();
        } catch (InvalidProtocolBufferException malformed) {
            throw new SerializationException("topic " + topic + ": not a Classification in JSON", malformed);
        }
    }

    @Override
    public void close() {
        // holds nothing
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        // takes nothing; both parents have a default, so one must be chosen
    }
}
