package io.limpid.load.runtime;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import io.limpid.broker.Ports;
import io.limpid.load.scenario.FaultKind;
import io.limpid.load.scenario.Scenario;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.LocalStack;
import io.limpid.quickstart.process.ServiceSpecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/** Broker and services as containers, from the images that are deployed. */
public final class ContainerRuntime implements StreamRuntime {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String MODELS = "/models";
    private static final String CACHE = "/var/lib/limpid/models";
    /** Owned by the user of the services' images: of a container that is started again Docker forgets the mode. */
    private static final String SMALL_CACHE = "uid=10001,gid=10001,size=" + 4 * ModelSet.FULL_CACHE_BYTES;

    /** Testcontainers' script sets Kafka up; started again, the container has all that already, and needs the server only. */
    private static final String KAFKA_START = "while [ ! -f /tmp/testcontainers_start.sh ]; do sleep 0.1; done; "
            + "if [ -e /tmp/set-up ]; then exec /opt/kafka/bin/kafka-server-start.sh /opt/kafka/config/server.properties; fi; "
            + "touch /tmp/set-up; exec /tmp/testcontainers_start.sh";

    private static final int KAFKA_PORT = 9092;
    private static final int INNER_PORT = 19092;
    private static final int FIRST_DETOUR = 19200;

    private final Path state;
    private final ContainerImages images;
    private final Network network = Network.newNetwork();
    private final KafkaContainer kafka;
    private final List<GenericContainer<?>> containers = new ArrayList<>();
    private final List<ContainerNode> nodes = new ArrayList<>();
    private final List<NetworkProxy> proxies = new ArrayList<>();
    private final List<String> kafkaPorts = new ArrayList<>();

    /** @throws CommandFailure when Docker does not answer */
    public ContainerRuntime(Home home, Scenario scenario, ContainerImages images) {
        this.images = images;
        this.state = home.state().resolve("load");
        LocalStack.wipe(state);
        this.kafka = kafka();
        nodes.add(new ContainerNode(ServiceSpecs.BROKER, kafka, network.getId(), CACHE, null));
        boolean delays = scenario.plannedFaults().stream().anyMatch(fault -> fault.kind() == FaultKind.DELAY);
        addServices(ServiceSpecs.DENOISER, scenario.denoisers(), delays);
        addServices(ServiceSpecs.CLASSIFIER, scenario.classifiers(), delays);
        kafka.setPortBindings(kafkaPorts);
    }

    public static boolean isDockerThere() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /**
     * The Docker that was asked for, where another is used since it does not answer.
     *
     * @param asked in the environment, as {@code DOCKER_HOST}; may be null
     */
    public static Optional<PassedOver> passedOver(@Nullable String asked) {
        return PassedOver.of(
                asked,
                DockerClientFactory.instance()
                        .getTransportConfig()
                        .getDockerHost()
                        .toString());
    }

    /**
     * @param asked what was asked for
     * @param used what answers
     */
    public record PassedOver(String asked, String used) {
        static Optional<PassedOver> of(@Nullable String asked, String used) {
            return asked == null || asked.isBlank() || asked.equals(used)
                    ? Optional.empty()
                    : Optional.of(new PassedOver(asked, used));
        }
    }

    /** Its port stays the same when it is started again, and a broker that was killed is let in again soon. */
    private KafkaContainer kafka() {
        kafkaPorts.add(Ports.free() + ":" + KAFKA_PORT);
        return new KafkaContainer(DockerImageName.parse(images.kafka()).asCompatibleSubstituteFor("apache/kafka"))
                .withNetwork(network)
                .withListener("kafka:" + INNER_PORT)
                .withEnv("KAFKA_BROKER_SESSION_TIMEOUT_MS", "3000")
                .withEnv("KAFKA_BROKER_HEARTBEAT_INTERVAL_MS", "1000")
                .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000")
                // the image's start script overwrites copies of its templates, which need not be writable for its own
                // user
                .withCreateContainerCmdModifier(
                        command -> command.withUser("root").withCmd("sh", "-c", KAFKA_START));
    }

    private void addServices(String service, int count, boolean delays) {
        for (int number = 1; number <= count; number++) {
            NetworkProxy proxy = delays ? detour(FIRST_DETOUR + proxies.size()) : null;
            String bootstrap = proxy == null ? "kafka:" + INNER_PORT : proxy.address();
            String name = service + "-" + number;
            GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(images.of(service)))
                    .withNetwork(network)
                    .withEnv("LIMPID_KAFKA_BOOTSTRAP_SERVERS", bootstrap)
                    .withEnv("LIMPID_INSTANCE", name)
                    .withEnv("LIMPID_TOPICS_CREATE", "false")
                    .withTmpFs(Map.of(CACHE, SMALL_CACHE))
                    .withCreateContainerCmdModifier(command ->
                            command.getHostConfig().withBinds(new Bind(models().toString(), new Volume(MODELS))))
                    .waitingFor(Wait.forHealthcheck().withStartupTimeout(PATIENCE));
            containers.add(container);
            nodes.add(new ContainerNode(name, container, network.getId(), CACHE, proxy));
        }
    }

    /** From the containers' network by this machine, where what passes can be held up, to the broker. */
    private NetworkProxy detour(int inner) {
        int outer = Ports.free();
        kafkaPorts.add(outer + ":" + inner);
        NetworkProxy proxy = new NetworkProxy(gateway(), "127.0.0.1", outer);
        proxies.add(proxy);
        kafka.withListener("0.0.0.0:" + inner, proxy::address);
        kafka.addExposedPort(inner);
        return proxy;
    }

    /** This machine, as containers of the network see it. */
    private String gateway() {
        return DockerClientFactory.lazyClient()
                .inspectNetworkCmd()
                .withNetworkId(network.getId())
                .exec()
                .getIpam()
                .getConfig()
                .get(0)
                .getGateway();
    }

    @Override
    public void startBroker() {
        try {
            Files.createDirectories(models());
            kafka.start();
        } catch (IOException | RuntimeException failure) {
            throw cantStart(images.kafka(), failure);
        }
    }

    @Override
    public void startServices() {
        try {
            Startables.deepStart(containers).join();
        } catch (RuntimeException failure) {
            throw cantStart(images.of("denoiser") + " and " + images.of("classifier"), failure);
        }
    }

    private static CommandFailure cantStart(String image, Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return CommandFailure.failed(
                "containers of " + image + " don't start: " + cause.getMessage(),
                "build the images first, or name others with --service-images and --kafka-image",
                failure);
    }

    @Override
    public void stopServices() {
        nodes.stream()
                .filter(node -> !node.name().equals(ServiceSpecs.BROKER) && node.isRunning())
                .forEach(ContainerNode::stop);
    }

    @Override
    public String bootstrap() {
        return kafka.getBootstrapServers();
    }

    @Override
    public Path models() {
        return state.resolve("published");
    }

    @Override
    public String uri(String file) {
        return "file://" + MODELS + "/" + file;
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public String description() {
        return "containers of " + images.kafka() + ", " + images.of("denoiser") + " and " + images.of("classifier");
    }

    @Override
    public String logs() {
        return state.toString();
    }

    /** What containers said goes with them, so it is kept. */
    @Override
    public void close() {
        nodes.forEach(node -> node.saveLog(state));
        containers.forEach(GenericContainer::stop);
        kafka.stop();
        proxies.forEach(NetworkProxy::close);
        network.close();
    }
}
