package io.limpid.broker;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker with its controller, in this JVM, on the loopback address. What it stores survives a restart on the same
 * folder, on the same port or another.
 */
public final class LocalBroker implements AutoCloseable {
    /** A free port may be taken between the look and the broker's start, hardly ever three times. */
    private static final int ATTEMPTS = 3;

    private final KafkaRaftServer server;
    private final int port;
    private final int adminPort;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalBroker(KafkaRaftServer server, int port, int adminPort) {
        this.server = server;
        this.port = port;
        this.adminPort = adminPort;
    }

    /**
     * Starts a broker; it answers when this returns.
     *
     * @param folder for its data; created when missing
     * @param port where clients connect; 0 for any free one
     * @throws BrokerException when the port is taken, or the folder can't be written or its disk is full
     */
    public static LocalBroker start(Path folder, int port) {
        return start(folder, port, Map.of());
    }

    /**
     * Starts a broker that sends clients who come in by some ports on to others, so that a proxy can stand between.
     *
     * @param detours from the port that the broker listens on to the one it names
     * @throws BrokerException as {@link #start(Path, int)}
     */
    public static LocalBroker start(Path folder, int port, Map<Integer, Integer> detours) {
        return start(folder, () -> {
            int clientPort = Ports.choose(port);
            int controllerPort = Ports.free();
            return new Plan(
                    clientPort,
                    clientPort,
                    data -> BrokerProperties.withDetours(data, clientPort, controllerPort, detours));
        });
    }

    /**
     * Starts a broker that lets clients in by name and password only, over TLS, and to what they were given rights to.
     *
     * @throws BrokerException as {@link #start(Path, int)}, and when the key store can't be used
     */
    public static LocalBroker startSecured(Path folder, int port, BrokerSecurity security) {
        return start(folder, () -> {
            int clientPort = Ports.choose(port);
            int controllerPort = Ports.free();
            int adminPort = Ports.free();
            return new Plan(
                    clientPort,
                    adminPort,
                    data -> BrokerProperties.secured(data, clientPort, controllerPort, adminPort, security));
        });
    }

    /**
     * Starts a broker on the ports of a plan, and of another plan where somebody took one of them before the broker did.
     *
     * @param plans asked anew for each try
     */
    static LocalBroker start(Path folder, Supplier<Plan> plans) {
        requireNonNull(folder, "folder");
        for (int attempt = 1; ; attempt++) {
            Plan plan = plans.get();
            try {
                return start(folder, plan);
            } catch (IOException failure) {
                if (attempt == ATTEMPTS || !isTakenPort(failure)) {
                    throw new BrokerException(
                            "the broker can't use the folder " + folder + " (" + failure
                                    + "); choose one that can be written and that no other broker uses",
                            failure);
                }
            }
        }
    }

    private static LocalBroker start(Path folder, Plan plan) throws IOException {
        Path data = BrokerFolder.prepare(folder);
        KafkaConfig config = KafkaConfig.fromProps(plan.properties().apply(data), false);
        return new LocalBroker(started(new KafkaRaftServer(config, Time.SYSTEM)), plan.clientPort(), plan.adminPort());
    }

    private static boolean isTakenPort(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(BindException.class::isInstance);
    }

    private static KafkaRaftServer started(KafkaRaftServer server) throws IOException {
        try {
            server.startup();
            return server;
        } catch (Exception failure) {
            server.shutdown();
            throw new IOException("the broker did not start: " + failure.getMessage(), failure);
        }
    }

    /** What a broker is to listen on, and its configuration for a folder. */
    record Plan(int clientPort, int adminPort, Function<Path, Properties> properties) {}

    /** The address for {@code bootstrap.servers}. */
    public String bootstrap() {
        return Ports.HOST + ":" + port;
    }

    /** Where users and rights are set up, and nothing is asked of who connects; the same as for clients where the broker is not secured. */
    public String adminBootstrap() {
        return Ports.HOST + ":" + adminPort;
    }

    public int port() {
        return port;
    }

    /**
     * Creates topics, and waits until they can be written to; those that exist stay as they are.
     *
     * @param partitions of each
     * @throws BrokerException when the broker refuses, for an illegal name for instance
     */
    public void createTopics(int partitions, String... names) {
        try (TopicCreation creation = new TopicCreation(adminBootstrap())) {
            creation.create(partitions, List.of(names));
        }
    }

    /** Blocks until the broker has been shut down by another thread. */
    public void awaitShutdown() {
        server.awaitShutdown();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.shutdown();
            server.awaitShutdown();
        }
    }
}
