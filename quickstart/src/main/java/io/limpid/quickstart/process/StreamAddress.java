package io.limpid.quickstart.process;

import static java.util.Objects.requireNonNull;

import io.limpid.client.KafkaSettings;
import io.limpid.contracts.stream.Topics;
import java.util.Map;

/**
 * Where images flow.
 *
 * @param bootstrap a broker's host:port
 * @param prefix in front of all topic names; may be empty
 * @param kafka further properties for Kafka clients, such as those of TLS
 */
public record StreamAddress(String bootstrap, String prefix, Map<String, String> kafka) {
    public StreamAddress {
        requireNonNull(bootstrap, "bootstrap");
        requireNonNull(prefix, "prefix");
        kafka = Map.copyOf(kafka);
    }

    /** Of a broker that asks for neither TLS nor passwords. */
    public StreamAddress(String bootstrap, String prefix) {
        this(bootstrap, prefix, Map.of());
    }

    public Topics topics() {
        return new Topics(prefix);
    }

    /** @param clientId what the broker's logs call the client */
    public KafkaSettings settings(String clientId) {
        return new KafkaSettings(bootstrap, clientId, kafka);
    }

    /** Without the properties, among which passwords may be. */
    @Override
    public String toString() {
        return "StreamAddress[" + bootstrap + ", prefix '" + prefix + "']";
    }
}
