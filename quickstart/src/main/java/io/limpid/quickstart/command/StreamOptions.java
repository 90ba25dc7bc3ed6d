package io.limpid.quickstart.command;

import io.limpid.client.LimpidClient;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.stream.ImageFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which stream a command is about. */
final class StreamOptions {
    static final String[] NAMES = {"--bootstrap", "--prefix", "--kafka-config"};

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:LIMPID_BOOTSTRAP:-127.0.0.1:9092}",
            description = "a Kafka broker (default: what the environment says as LIMPID_BOOTSTRAP, else 127.0.0.1:9092,"
                    + " where ./limpid up starts one)")
    private String bootstrap;

    @Option(names = "--prefix", defaultValue = "", description = "in front of all topic names (default: none)")
    private String prefix;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "properties for Kafka clients, as those of Kafka's own tools: TLS, SASL (default: none)")
    private @Nullable Path kafkaConfig;

    /** @throws CommandFailure when they are not well formed */
    StreamAddress address() {
        for (String broker : bootstrap.split(",", -1)) {
            if (!broker.matches("\\S+:\\d{1,5}")) {
                throw CommandFailure.badInput(
                        "expected --bootstrap host:port, found '" + bootstrap + "'", "for instance 127.0.0.1:9092");
            }
        }
        StreamAddress address = new StreamAddress(
                bootstrap, prefix, kafkaProperties(), kafkaConfig == null ? "" : kafkaConfig.toString());
        try {
            address.topics();
            address.settings("limpid");
            return address;
        } catch (IllegalArgumentException illegal) {
            throw CommandFailure.badInput(illegal.getMessage(), "correct --prefix or --kafka-config");
        }
    }

    private Map<String, String> kafkaProperties() {
        if (kafkaConfig == null) {
            return Map.of();
        }
        Properties read = new Properties();
        try (Reader file = Files.newBufferedReader(kafkaConfig)) {
            read.load(file);
        } catch (IOException | IllegalArgumentException failure) {
            throw CommandFailure.badInput(
                    "--kafka-config " + kafkaConfig + " can't be read: " + failure, "name a file of lines name=value");
        }
        return read.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, read::getProperty));
    }

    /** @param clientId what the broker's logs call it */
    LimpidClient client(String clientId) {
        StreamAddress address = address();
        return LimpidClient.builder(address.bootstrap())
                .topicPrefix(address.prefix())
                .kafka(address.kafka())
                .clientId(clientId)
                .maxImageBytes(ImageFile.MAX_BYTES)
                .connect();
    }
}
