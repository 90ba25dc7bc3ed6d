package io.limpid.client;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Reads results from the records of the result topics. Thread-safe. */
final class ResultReading {
    private final Topics topics;
    private final ClassificationJson labels = new ClassificationJson();

    ResultReading(Topics topics) {
        this.topics = requireNonNull(topics, "topics");
    }

    /** Of a label, the frame is not known here. */
    Result read(ConsumerRecord<byte[], byte[]> found) {
        try {
            return switch (ResultKind.of(found.topic(), topics)) {
                case DENOISED -> denoised(found);
                case LABELS -> labelled(found);
                case DEAD_NOISY, DEAD_TRAINING_REQUESTS -> dead(found, "");
                case DEAD_DENOISED -> dead(found, frameId(found));
            };
        } catch (InvalidProtocolBufferException | SerializationException foreign) {
            return foreign(found, foreign.getMessage());
        }
    }

    static String eventId(ConsumerRecord<byte[], byte[]> found) {
        return HeaderNames.text(found.headers(), HeaderNames.CLOUD_EVENT_ID).orElse("");
    }

    static RecordPlace place(ConsumerRecord<byte[], byte[]> found) {
        return new RecordPlace(found.topic(), found.partition(), found.offset());
    }

    private static Result denoised(ConsumerRecord<byte[], byte[]> found) throws InvalidProtocolBufferException {
        if (found.value() == null) {
            return foreign(found, "no value");
        }
        DenoisedFrame frame = DenoisedFrame.parseFrom(found.value());
        return new Result.Denoised(
                imageId(found, frame.getId()), place(found), found.timestamp(), found.headers(), frame);
    }

    private Result labelled(ConsumerRecord<byte[], byte[]> found) {
        Classification label = labels.deserialize(found.topic(), found.value());
        return label == null
                ? foreign(found, "no value")
                : new Result.Labelled(
                        imageId(found, label.getId()),
                        place(found),
                        found.timestamp(),
                        found.headers(),
                        label,
                        Optional.empty());
    }

    /** Of the frame in a dead letter, which may be no frame: empty then, and where the key names the image anyway. */
    private static String frameId(ConsumerRecord<byte[], byte[]> found) {
        if (hasKey(found) || found.value() == null) {
            return "";
        }
        try {
            return DenoisedFrame.parseFrom(found.value()).getId();
        } catch (InvalidProtocolBufferException notOne) {
            return "";
        }
    }

    private static Result dead(ConsumerRecord<byte[], byte[]> found, String ownId) {
        return new Result.Dead(
                imageId(found, ownId),
                place(found),
                found.timestamp(),
                found.headers(),
                bytes(found.key()),
                bytes(found.value()));
    }

    private static Result foreign(ConsumerRecord<byte[], byte[]> found, String problem) {
        return new Result.Foreign(imageId(found, ""), place(found), found.timestamp(), found.headers(), problem);
    }

    private static Optional<ByteString> bytes(byte @Nullable [] bytes) {
        return Optional.ofNullable(bytes).map(ByteString::copyFrom);
    }

    private static boolean hasKey(ConsumerRecord<byte[], byte[]> found) {
        return found.key() != null && found.key().length > 0;
    }

    /** As {@link io.limpid.contracts.stream.ImageId}, but that a place in a result topic is no image's id. */
    private static String imageId(ConsumerRecord<byte[], byte[]> found, String ownId) {
        if (hasKey(found)) {
            return new String(found.key(), StandardCharsets.UTF_8);
        }
        return ownId.isEmpty() ? eventId(found) : ownId;
    }
}
