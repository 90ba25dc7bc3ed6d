package io.limpid.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/** The configuration of a broker that is alone on its machine. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final String CLIENTS = "PLAINTEXT";
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
