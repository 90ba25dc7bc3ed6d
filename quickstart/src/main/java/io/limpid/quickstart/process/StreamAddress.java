package io.limpid.quickstart.process;

import static java.util.Objects.requireNonNull;

import io.limpid.client.KafkaSettings;
import io.limpid.contracts.stream.Topics;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where images flow.
 *
 * @param bootstrap a broker's host:port
 * @param prefix in front of all topic names; may be empty
 * @param kafka further properties for Kafka clients, such as those of TLS
 * @param kafkaFile where those were read; empty where they were not
 */
public record StreamAddress(String bootstrap, String prefix, Map<String, String> kafka, String kafkaFile) {
    private static final String USUAL = "127.0.0.1:9092";
    private static final Pattern HERE = Pattern.compile("(?:127\\.0\\.0\\.1|localhost):(\\d+)");

    public StreamAddress {
        requireNonNull(kafkaFile, "kafkaFile");
        requireNonNull(bootstrap, "bootstrap");
        requireNonNull(prefix, "prefix");
        kafka = Map.copyOf(kafka);
    }

    /** Of a broker that asks for neither TLS nor passwords. */
    public StreamAddress(String bootstrap, String prefix) {
        this(bootstrap, prefix, Map.of(), "");
    }

    public Topics topics() {
        return new Topics(prefix);
    }

    /**
     * A command to be typed for this stream.
     *
     * @param name with its arguments, such as {@code models retire cleaner}
     */
    public String command(String name) {
        return "./limpid " + name + (bootstrap.equals(USUAL) ? "" : " --bootstrap " + bootstrap)
                + (prefix.isEmpty() ? "" : " --prefix " + prefix)
                + (kafkaFile.isEmpty() ? "" : " --kafka-config " + kafkaFile);
    }

    /** The command to be typed to start this stream; where it is not this machine's, one that starts another. */
    public String upCommand() {
        Matcher here = HERE.matcher(bootstrap);
        String port = bootstrap.equals(USUAL) || !here.matches() ? "" : " --port " + here.group(1);
        return "./limpid up" + port + (prefix.isEmpty() ? "" : " --prefix " + prefix);
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
