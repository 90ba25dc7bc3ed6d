package io.limpid.contracts.serde;

import com.google.protobuf.MessageLite;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes protobuf messages; null stays null. */
public final class ProtobufSerializer<M extends MessageLite> implements Serializer<M> {
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable M message) {
        return message == null ? null : message.toByteArray();
    }
}
