package io.limpid.quickstart.bench;

import static java.util.Objects.requireNonNull;

import io.limpid.broker.Ports;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.Health;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.Http;
import io.limpid.quickstart.process.Jvm;
import io.limpid.quickstart.process.LocalStack;
import io.limpid.quickstart.process.ProcessSpec;
import io.limpid.quickstart.process.Processes;
import io.limpid.quickstart.process.ServiceProcess;
import io.limpid.quickstart.process.ServiceSpecs;
import io.limpid.quickstart.process.StreamAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker in a process of its own, topics that are filled before anything reads them, and processes that read them. */
final class BenchStack implements AutoCloseable {
    private final Home home;
    private final Path state;
    private final Processes processes = new Processes(false);
    private final ServiceProcess broker;
    private final String bootstrap;
    private final Admin admin;

    BenchStack(Home home) {
        this.home = requireNonNull(home, "home");
        this.state = home.state().resolve("bench");
        LocalStack.wipe(state);
        int port = Ports.free();
        this.bootstrap = "127.0.0.1:" + port;
        this.broker = processes.start(specs("").broker(port));
        new Health(new Http()).awaitListening(broker);
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    }

    private ServiceSpecs specs(String prefix) {
        return new ServiceSpecs(home, new StreamAddress(bootstrap, prefix), state);
    }

    String bootstrap() {
        return bootstrap;
    }

    Path state() {
        return state;
    }

    ServiceProcess broker() {
        return broker;
    }

    Admin admin() {
        return admin;
    }

    /** Makes the image topics behind a prefix, and a model that is to serve there. */
    void prepare(String prefix, int partitions, ModelPublished model) {
        Topics topics = new Topics(prefix);
        List<NewTopic> images = Stream.concat(
                        topics.images().stream(), Stream.of(topics.noisyDead(), topics.denoisedDead()))
                .distinct()
                .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()))
                .toList();
        List<NewTopic> all = new ArrayList<>(images);
        all.add(new NewTopic(topics.models(), Optional.of(1), Optional.empty())
                .configs(Map.of("cleanup.policy", "compact")));
        try {
            admin.createTopics(all).all().get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while making topics", "");
        } catch (ExecutionException failure) {
            throw CommandFailure.failed(
                    "the bench's topics can't be made: " + failure.getCause().getMessage(),
                    "the broker's log is in " + state.resolve("logs"),
                    failure);
        }
        byte[] key = model.getRef().getName().getBytes(StandardCharsets.UTF_8);
        fill(1, i -> new ProducerRecord<>(topics.models(), key, model.toByteArray()));
    }

    /** Sends records, made by their numbers, and waits until all are written. */
    void fill(int count, IntFunction<ProducerRecord<byte[], byte[]>> record) {
        try (Producer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < count; i++) {
                producer.send(record.apply(i));
            }
        }
    }

    /** To be closed by the caller. */
    Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.LINGER_MS_CONFIG,
                        1,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 << 10),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Starts a service on the topics behind a prefix.
     *
     * @param service denoiser or classifier
     * @param instance different for each that runs at the same time
     * @param options further properties, {@code name=value}
     */
    ServiceProcess service(String service, String prefix, String instance, List<String> options) {
        int port = Ports.free();
        ServiceSpecs specs = specs(prefix);
        ProcessSpec plain = service.equals(ServiceSpecs.DENOISER) ? specs.denoiser(port) : specs.classifier(port);
        List<String> properties = new ArrayList<>(options);
        properties.add("limpid.instance=" + instance);
        return processes.start(plain.withProperties(properties));
    }

    /** Starts a class of the bench module. */
    ServiceProcess peer(String name, String main, List<String> arguments) {
        List<String> command = Jvm.small(ServiceSpecs.SERVICE_HEAP_MEBIBYTES);
        command.addAll(List.of("-cp", home.libraries() + "/*", main));
        command.addAll(arguments);
        return processes.start(new ProcessSpec(
                name, 0, 0, command, Map.of(), state.resolve("logs").resolve(name + ".log")));
    }

    void stop(ServiceProcess process) {
        processes.stop(process);
    }

    @Override
    public void close() {
        admin.close(java.time.Duration.ZERO);
        processes.close();
        LocalStack.wipe(state.resolve("broker"));
    }
}
