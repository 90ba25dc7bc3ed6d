package io.limpid.contracts.stream;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The record headers that mean something to Limpid. Values are UTF-8 text. */
public final class HeaderNames {
    /** The media type of the value. */
    public static final String CONTENT_TYPE = "content-type";
    /** The media type wanted for the denoised image. */
    public static final String ACCEPT = "accept";
    /** The name of the denoiser to use, where routing by shape is not enough. */
    public static final String MODEL = "model";
    /** The name of the classifier to use, where routing by latent space and shape is not enough. */
    public static final String CLASSIFIER = "classifier";

    /** CloudEvents 1.0, Kafka protocol binding, binary content mode. */
    public static final String CLOUD_EVENT_PREFIX = "ce_";

    public static final String CLOUD_EVENT_ID = "ce_id";
    /** Where an image comes from, a URI reference. */
    public static final String CLOUD_EVENT_SOURCE = "ce_source";

    public static final String CLOUD_EVENT_SPEC_VERSION = "ce_specversion";
    public static final String CLOUD_EVENT_TYPE = "ce_type";
    public static final String CLOUD_EVENT_DATA_SCHEMA = "ce_dataschema";

    /** All headers of a dead letter that say why and where from begin so. */
    public static final String DEAD_LETTER_PREFIX = "dead-letter-";

    /** A short code, such as UNDECODABLE. */
    public static final String DEAD_LETTER_REASON = "dead-letter-reason";
    /** One line for people: expected, found, where. */
    public static final String DEAD_LETTER_MESSAGE = "dead-letter-message";

    public static final String DEAD_LETTER_EXCEPTION = "dead-letter-exception-class-name";
    public static final String DEAD_LETTER_TOPIC = "dead-letter-topic";
    public static final String DEAD_LETTER_PARTITION = "dead-letter-partition";
    public static final String DEAD_LETTER_OFFSET = "dead-letter-offset";
    /** What of the original had to be left out because no topic takes it, and how large that was; absent where nothing was. */
    public static final String DEAD_LETTER_LEFT_OUT = "dead-letter-left-out";

    public static final String DEAD_LETTER_SERVICE = "dead-letter-service";
    public static final String DEAD_LETTER_SERVICE_VERSION = "dead-letter-service-version";

    private HeaderNames() {}

    /** The text of the last header of that name, if there is one with a value. */
    public static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** Replaces all headers of that name by one. */
    public static void set(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
