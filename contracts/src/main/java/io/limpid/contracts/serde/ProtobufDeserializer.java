package io.limpid.contracts.serde;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads one kind of protobuf message; null stays null. */
public final class ProtobufDeserializer<M extends MessageLite> implements Deserializer<M> {
    private final Parser<M> parser;

    /** @param parser such as {@code DenoisedFrame.parser()} */
    public ProtobufDeserializer(Parser<M> parser) {
        this.parser = requireNonNull(parser, "parser");
    }

    @Override
    public @Nullable M deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        try {
            return parser.parseFrom(data);
        } catch (InvalidProtocolBufferException malformed) {
            throw new SerializationException(
                    "topic " + topic + ": " + data.length + " bytes are not the expected message", malformed);
        }
    }
}
