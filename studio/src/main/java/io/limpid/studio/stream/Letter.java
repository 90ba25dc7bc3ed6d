package io.limpid.studio.stream;

import io.limpid.contracts.stream.HeaderNames;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A dead letter without its value. Texts are empty where the letter says nothing.
 *
 * @param at its timestamp, in milliseconds since the epoch
 * @param reason a short code
 * @param message one line for people
 * @param source where it came from: topic, partition and offset
 * @param bytes of the value; -1 where there is none
 * @param leftOut what of the original is missing, so that it can't be replayed
 * @param unlabelled whether it is a denoised image that no live classifier takes, which is no failure
 */
public record Letter(
        String topic,
        int partition,
        long offset,
        String key,
        long at,
        String reason,
        String message,
        String service,
        String source,
        String contentType,
        int bytes,
        String leftOut,
        boolean unlabelled) {
    private static final int LONGEST_KEY = 120;

    static Letter of(ConsumerRecord<byte[], byte[]> found, String deadFrames) {
        String key = found.key() == null ? "" : new String(found.key(), StandardCharsets.UTF_8);
        return new Letter(
                found.topic(),
                found.partition(),
                found.offset(),
                key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) + "…" : key,
                found.timestamp(),
                text(found, HeaderNames.DEAD_LETTER_REASON),
                text(found, HeaderNames.DEAD_LETTER_MESSAGE),
                (text(found, HeaderNames.DEAD_LETTER_SERVICE) + " "
                                + text(found, HeaderNames.DEAD_LETTER_SERVICE_VERSION))
                        .trim(),
                "%s-%s@%s"
                        .formatted(
                                text(found, HeaderNames.DEAD_LETTER_TOPIC),
                                text(found, HeaderNames.DEAD_LETTER_PARTITION),
                                text(found, HeaderNames.DEAD_LETTER_OFFSET)),
                text(found, HeaderNames.CONTENT_TYPE),
                found.value() == null ? -1 : found.value().length,
                text(found, HeaderNames.DEAD_LETTER_LEFT_OUT),
                Unlabelled.is(found, deadFrames));
    }

    private static String text(ConsumerRecord<byte[], byte[]> found, String header) {
        return HeaderNames.text(found.headers(), header).orElse("");
    }
}
