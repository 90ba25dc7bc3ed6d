package io.limpid.client;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.stream.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What a {@link LimpidClient} is to know; all but the address has a default. Used by one thread. */
public final class LimpidClientBuilder {
    private static final int DEFAULT_IMAGE_BYTES = 4 << 20;
    private static final int LARGEST_IMAGE_BYTES = 64 << 20;

    private final String bootstrap;
    private final Map<String, String> kafka = new HashMap<>();
    private String topicPrefix = "";
    private String clientId = "limpid-client";
    private String source = "/limpid/client";
    private ClientLimits limits =
            new ClientLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), DEFAULT_IMAGE_BYTES, 1000, 64L << 20);

    LimpidClientBuilder(String bootstrap) {
        this.bootstrap = requireNonNull(bootstrap, "bootstrap");
    }

    /** In front of all topic names, as the services' {@code limpid.topic-prefix}; none unless set. */
    public LimpidClientBuilder topicPrefix(String prefix) {
        this.topicPrefix = requireNonNull(prefix, "prefix");
        return this;
    }

    /** A property for every Kafka client, as Kafka names it, such as {@code security.protocol}. */
    public LimpidClientBuilder kafka(String property, String value) {
        kafka.put(requireNonNull(property, "property"), requireNonNull(value, "value"));
        return this;
    }

    /** Properties for every Kafka client, as Kafka names them. */
    public LimpidClientBuilder kafka(Map<String, String> properties) {
        kafka.putAll(properties);
        return this;
    }

    /** What the broker's logs and metrics call this client: {@code limpid-client} unless set. */
    public LimpidClientBuilder clientId(String id) {
        this.clientId = requireNonNull(id, "id");
        return this;
    }

    /** The {@code ce_source} header of published images, a URI reference: {@code /limpid/client} unless set. */
    public LimpidClientBuilder source(String uriReference) {
        this.source = requireNonNull(uriReference, "uriReference");
        return this;
    }

    /** How long to look for a broker and its topics: 10 s unless set. */
    public LimpidClientBuilder connectTimeout(Duration timeout) {
        this.limits = limits.withConnectTimeout(timeout);
        return this;
    }

    /** How long an image that was asked for may take from its publication to its answer: 30 s unless set. */
    public LimpidClientBuilder answerTimeout(Duration timeout) {
        this.limits = limits.withAnswerTimeout(timeout);
        return this;
    }

    /** The most that an image's value may have, 4 MiB unless set, as the services take unless told otherwise; at most 64 MiB. */
    public LimpidClientBuilder maxImageBytes(int bytes) {
        if (bytes > LARGEST_IMAGE_BYTES) {
            throw new IllegalArgumentException(
                    "expected at most " + LARGEST_IMAGE_BYTES + " bytes for an image, found " + bytes);
        }
        this.limits = limits.withMaxImageBytes(bytes);
        return this;
    }

    /** How many images may wait for their answer at once: 1000 unless set. */
    public LimpidClientBuilder maxInFlight(int images) {
        this.limits = limits.withMaxInFlight(images);
        return this;
    }

    /** How much memory results may take for frames whose labels have not come yet: 64 MiB unless set. */
    public LimpidClientBuilder frameMemoryBytes(long bytes) {
        this.limits = limits.withFrameMemoryBytes(bytes);
        return this;
    }

    /**
     * Opens the client, once a broker has answered.
     *
     * @throws BrokerUnavailableException when none does
     * @throws IllegalArgumentException when the prefix is illegal, or a Kafka property is one that the client sets itself
     */
    public LimpidClient connect() {
        KafkaSettings settings = new KafkaSettings(bootstrap, clientId, kafka);
        return LimpidClient.connect(settings, new Topics(topicPrefix), source, limits);
    }
}
