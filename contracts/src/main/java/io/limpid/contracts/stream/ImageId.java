package io.limpid.contracts.stream;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How a record's image id is found. */
public final class ImageId {
    private ImageId() {}

    /**
     * The record's key as UTF-8 text, else its {@code ce_id} header, else the id inside the payload, else
     * topic-partition-offset. Empty texts count as absent.
     *
     * @param payloadId from inside the value; empty where there is none
     */
    public static String of(ConsumerRecord<byte[], byte[]> image, String payloadId) {
        if (image.key() != null && image.key().length > 0) {
            return new String(image.key(), StandardCharsets.UTF_8);
        }
        return HeaderNames.text(image.headers(), HeaderNames.CLOUD_EVENT_ID)
                .filter(id -> !id.isEmpty())
                .orElseGet(() -> payloadId.isEmpty() ? coordinates(image) : payloadId);
    }

    private static String coordinates(ConsumerRecord<byte[], byte[]> image) {
        return image.topic() + "-" + image.partition() + "-" + image.offset();
    }
}
