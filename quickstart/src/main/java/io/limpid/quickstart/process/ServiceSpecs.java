package io.limpid.quickstart.process;

import static java.util.Objects.requireNonNull;

import io.limpid.broker.Ports;
import io.limpid.contracts.image.PayloadLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the broker and the services are started on one machine. */
public final class ServiceSpecs {
    public static final String BROKER = "broker";
    public static final String TRAINER = "trainer";
    public static final String DENOISER = "denoiser";
    public static final String CLASSIFIER = "classifier";
    public static final String STUDIO = "studio";

    private static final int BROKER_HEAP_MEBIBYTES = 512;
    /** Its collector stops all partitions at once, for as long as there is much to look through: so rather often than long. */
    private static final int BROKER_YOUNG_MEBIBYTES = 32;

    /** Of each service, unless said otherwise. */
    public static final int SERVICE_HEAP_MEBIBYTES = 256;

    /** Scans of a page at 300 dots an inch and photographs of telephones, as far as records hold them. */
    public static final PayloadLimits PICTURES = new PayloadLimits(15 << 20, 4096L * 4096);

    /** For one of them at a time, in colour. */
    private static final int PICTURES_HEAP_MEBIBYTES = 768;

    /** For one of them as sent, as answered, and the difference of both. */
    private static final int STUDIO_HEAP_MEBIBYTES = 1024;

    /** A service's health and metrics are so many ports above its own, where that one is free: 9081 beside 8081. */
    public static final int MANAGEMENT = 1_000;

    private final Home home;
    private final StreamAddress stream;
    private final Path state;

    /** @param state the folder for logs, cached models and the broker's data */
    public ServiceSpecs(Home home, StreamAddress stream, Path state) {
        this.home = requireNonNull(home, "home");
        this.stream = requireNonNull(stream, "stream");
        this.state = requireNonNull(state, "state");
    }

    /** The broker as a process of its own, on this process's class path. */
    public ProcessSpec broker(int port) {
        List<String> command = Jvm.small(BROKER_HEAP_MEBIBYTES);
        command.add("-Xmn" + BROKER_YOUNG_MEBIBYTES + "m");
        command.add("-Djava.util.logging.config.file=" + Logging.file(home));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.limpid.broker.BrokerMain"));
        command.add(state.resolve("broker").toString());
        command.add(Integer.toString(port));
        return new ProcessSpec(BROKER, port, port, command, Map.of(), log(BROKER));
    }

    public ProcessSpec trainer(int port) {
        return service(
                TRAINER,
                port,
                List.of(
                        "-Dlimpid.trainer.runs-dir=" + home.runs(),
                        "-Dlimpid.trainer.recipes-dir=" + home.root().resolve("recipes"),
                        "-Dlimpid.trainer.native-cache=" + home.state().resolve("djl"),
                        "-Dlimpid.trainer.public-url=http://127.0.0.1:" + port));
    }

    public ProcessSpec denoiser(int port) {
        return service(DENOISER, port, List.of());
    }

    /** A denoiser that takes {@link #PICTURES}; its heap grows with what it is sent. */
    public ProcessSpec denoiserOfPictures(int port) {
        return service(
                DENOISER, home.application(DENOISER + "-service"), port, PICTURES_HEAP_MEBIBYTES, limits(PICTURES));
    }

    private static List<String> limits(PayloadLimits limits) {
        return List.of("-Dlimpid.max-bytes=" + limits.maxBytes(), "-Dlimpid.max-pixels=" + limits.maxPixels());
    }

    public ProcessSpec classifier(int port) {
        return service(CLASSIFIER, port, List.of());
    }

    /** The page, which needs the others only to have something to show; it takes {@link #PICTURES}, its heap grows with what it is sent. */
    public ProcessSpec studio(int port) {
        return service(STUDIO, home.application(STUDIO), port, STUDIO_HEAP_MEBIBYTES, limits(PICTURES));
    }

    private ProcessSpec service(String name, int port, List<String> own) {
        return service(name, home.application(name + "-service"), port, SERVICE_HEAP_MEBIBYTES, own);
    }

    private ProcessSpec service(String name, Path application, int port, int heapMebibytes, List<String> own) {
        List<String> command = new ArrayList<>(Jvm.small(heapMebibytes));
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + port);
        int managementPort = Ports.freeNear(port + MANAGEMENT);
        command.add("-Dquarkus.management.host=127.0.0.1");
        command.add("-Dquarkus.management.port=" + managementPort);
        // We ask ten times a second while it starts; a line for each "not yet" would push the rest out of sight.
        command.add("-Dquarkus.log.category.\"io.smallrye.health\".level=WARN");
        command.add("-Dlimpid.kafka.bootstrap.servers=" + stream.bootstrap());
        if (!stream.prefix().isEmpty()) {
            command.add("-Dlimpid.topic-prefix=" + stream.prefix());
        }
        command.add("-Dlimpid.instance=" + name + "-local");
        command.add("-Dlimpid.model-cache=" + state.resolve("models"));
        command.addAll(own);
        command.add("-jar");
        command.add(application.resolve("quarkus-run.jar").toString());
        return new ProcessSpec(name, port, managementPort, command, Map.of(), log(name));
    }

    private Path log(String name) {
        return state.resolve("logs").resolve(name + ".log");
    }
}
