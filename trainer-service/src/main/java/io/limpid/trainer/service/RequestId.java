package io.limpid.trainer.service;

import io.limpid.contracts.stream.HeaderNames;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** By what a request that comes again is known. */
final class RequestId {
    static final int LONGEST = 256;

    private RequestId() {}

    /**
     * The {@code ce_id} header, else the id inside the value, else the key where it is text, else topic, partition, offset and
     * timestamp. The timestamp tells apart what lies in the same place of a topic that was deleted and made anew; a record that is
     * delivered again has the same one.
     *
     * @param valueId empty where there is none
     * @throws WrongOrder when it is longer than {@value #LONGEST} characters
     */
    static String of(ConsumerRecord<byte[], byte[]> request, String valueId) throws WrongOrder {
        String id = HeaderNames.text(request.headers(), HeaderNames.CLOUD_EVENT_ID)
                .filter(text -> !text.isEmpty())
                .or(() -> Optional.of(valueId).filter(text -> !text.isEmpty()))
                .or(() -> maybeText(request.key()))
                .orElseGet(() -> coordinates(request) + "@" + request.timestamp());
        if (id.length() > LONGEST) {
            throw new WrongOrder(
                    "the request id has " + id.length() + " characters, at most " + LONGEST + " are allowed");
        }
        return id;
    }

    /** Other keys than text, such as numbers, would lose what tells them apart when read as such. */
    private static Optional<String> maybeText(byte @Nullable [] key) {
        if (key == null || key.length == 0) {
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
            return text.chars().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    /** For people: topic-partition-offset. */
    static String coordinates(ConsumerRecord<?, ?> request) {
        return request.topic() + "-" + request.partition() + "-" + request.offset();
    }
}
