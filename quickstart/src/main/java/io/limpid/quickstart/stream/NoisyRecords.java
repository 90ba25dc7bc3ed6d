package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.stream.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes records for images.noisy: an image file's bytes, and headers that say what they are. */
public final class NoisyRecords {
    /** The header that says where an image comes from; it comes out on the other side. */
    public static final String SOURCE = "ce_source";

    private static final String SPEC_VERSION = "1.0";
    private static final String EVENT_TYPE = "io.limpid.image.noisy";

    private final String topic;
    private final String source;
    private final Map<String, String> wishes;

    /**
     * @param source where the images come from, as a URI reference: the {@code ce_source} header
     * @param wishes further headers, such as {@code accept} and {@code model}
     */
    public NoisyRecords(String topic, String source, Map<String, String> wishes) {
        this.topic = requireNonNull(topic, "topic");
        this.source = requireNonNull(source, "source");
        this.wishes = Map.copyOf(wishes);
    }

    /**
     * @param key the image's key; records of one key keep their order
     * @param id tells this image from all others of the source
     */
    public ProducerRecord<byte[], byte[]> of(String key, String id, String contentType, byte[] file) {
        ProducerRecord<byte[], byte[]> image = new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), file);
        HeaderNames.set(image.headers(), HeaderNames.CONTENT_TYPE, contentType);
        HeaderNames.set(image.headers(), "ce_specversion", SPEC_VERSION);
        HeaderNames.set(image.headers(), "ce_type", EVENT_TYPE);
        HeaderNames.set(image.headers(), SOURCE, source);
        HeaderNames.set(image.headers(), HeaderNames.CLOUD_EVENT_ID, id);
        wishes.forEach((name, value) -> HeaderNames.set(image.headers(), name, value));
        return image;
    }
}
