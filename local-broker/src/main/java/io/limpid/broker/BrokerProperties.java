package io.limpid.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** The configuration of a broker that is alone on its machine. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final String CLIENTS = "PLAINTEXT";
    private static final String SECURED = "SECURED";
    /** The largest image record is 16 MiB; its dead letter has headers on top. */
    private static final int MAX_MESSAGE_BYTES = 17 << 20;
    /** Kafka's own default of 128 MiB would be most of this broker's heap. */
    private static final int CLEANER_BUFFER_BYTES = 8 << 20;

    private static final Duration RETENTION = Duration.ofDays(1);

    private BrokerProperties() {}

    static Properties of(Path data, int clientPort, int controllerPort) {
        Properties properties = new Properties();
        listeners(properties, clientPort, controllerPort);
        storage(properties, data);
        alone(properties);
        return properties;
    }

    /**
     * Clients that come in by another port are told to go on at a third one, where something stands between: a proxy.
     *
     * @param detours from the port that the broker listens on to the one it names
     */
    static Properties withDetours(Path data, int clientPort, int controllerPort, Map<Integer, Integer> detours) {
        Properties properties = of(data, clientPort, controllerPort);
        detours.forEach((listened, named) -> {
            String name = "DETOUR_" + listened;
            append(properties, "listeners", name + "://" + Ports.HOST + ":" + listened);
            append(properties, "advertised.listeners", name + "://" + Ports.HOST + ":" + named);
            append(properties, "listener.security.protocol.map", name + ":PLAINTEXT");
        });
        return properties;
    }

    private static void append(Properties properties, String name, String value) {
        set(properties, name, properties.getProperty(name) + "," + value);
    }

    /**
     * Clients come in secured; the broker itself, and who sets up users and rights, through a second listener.
     *
     * @param adminPort of that one
     */
    static Properties secured(Path data, int clientPort, int controllerPort, int adminPort, BrokerSecurity security) {
        Properties properties = of(data, adminPort, controllerPort);
        String secured = SECURED + "://" + Ports.HOST + ":" + clientPort;
        for (String list : List.of("listeners", "advertised.listeners")) {
            set(properties, list, secured + "," + properties.getProperty(list));
        }
        set(
                properties,
                "listener.security.protocol.map",
                SECURED + ":SASL_SSL," + properties.getProperty("listener.security.protocol.map"));
        String prefix = "listener.name." + SECURED.toLowerCase(Locale.ROOT) + ".";
        set(properties, prefix + "ssl.keystore.type", "PKCS12");
        set(properties, prefix + "ssl.keystore.location", security.keyStore());
        set(properties, prefix + "ssl.keystore.password", security.keyStorePassword());
        set(properties, prefix + "sasl.enabled.mechanisms", "SCRAM-SHA-512");
        set(
                properties,
                prefix + "scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        set(properties, "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        set(properties, "super.users", "User:ANONYMOUS");
        return properties;
    }

    private static void listeners(Properties properties, int clientPort, int controllerPort) {
        String controller = Ports.HOST + ":" + controllerPort;
        String clients = CLIENTS + "://" + Ports.HOST + ":" + clientPort;
        set(properties, "process.roles", "broker,controller");
        set(properties, "node.id", NODE_ID);
        set(properties, "controller.quorum.voters", NODE_ID + "@" + controller);
        set(properties, "listeners", clients + "," + CONTROLLER + "://" + controller);
        set(properties, "advertised.listeners", clients);
        set(properties, "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        set(properties, "controller.listener.names", CONTROLLER);
        set(properties, "inter.broker.listener.name", CLIENTS);
    }

    private static void storage(Properties properties, Path data) {
        set(properties, "log.dirs", data);
        set(properties, "log.retention.ms", RETENTION.toMillis());
        set(properties, "log.cleaner.dedupe.buffer.size", CLEANER_BUFFER_BYTES);
        set(properties, "message.max.bytes", MAX_MESSAGE_BYTES);
        set(properties, "num.partitions", 4);
        set(properties, "num.network.threads", 2);
        set(properties, "num.io.threads", 4);
    }

    /** One broker holds one copy of everything, and starts without waiting for others. */
    private static void alone(Properties properties) {
        set(properties, "default.replication.factor", 1);
        set(properties, "min.insync.replicas", 1);
        internalTopic(properties, "offsets.topic");
        internalTopic(properties, "transaction.state.log");
        internalTopic(properties, "share.coordinator.state.topic");
        set(properties, "transaction.state.log.min.isr", 1);
        set(properties, "share.coordinator.state.topic.min.isr", 1);
        // a broker that was killed is let in again only when its former self is given up
        set(properties, "broker.session.timeout.ms", 3_000);
        set(properties, "broker.heartbeat.interval.ms", 1_000);
        set(properties, "group.initial.rebalance.delay.ms", 0);
        set(properties, "group.min.session.timeout.ms", 1_000);
    }

    /** Each partition is a folder of files to create at the first start, so there are few. */
    private static void internalTopic(Properties properties, String prefix) {
        set(properties, prefix + ".replication.factor", 1);
        set(properties, prefix + ".num.partitions", 4);
    }

    private static void set(Properties properties, String name, Object value) {
        properties.setProperty(name, value.toString());
    }
}
