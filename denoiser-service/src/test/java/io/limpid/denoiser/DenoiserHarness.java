package io.limpid.denoiser;

import static org.awaitility.Awaitility.await;

import io.limpid.broker.LocalBroker;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.Publications;
import io.limpid.fixtures.StreamProbe;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.DenoiserRouting;
import io.limpid.inference.ModelFetcher;
import io.limpid.inference.SessionSettings;
import io.limpid.inference.SmokeRun;
import io.limpid.streaming.StreamMetrics;
import io.limpid.streaming.StreamService;
import io.limpid.streaming.loop.Delivery;
import io.limpid.streaming.loop.StreamRoute;
import io.limpid.streaming.loop.StreamSettings;
import io.limpid.streaming.loop.TopicSetup;
import io.limpid.streaming.models.CheckedOpener;
import io.limpid.streaming.models.ModelCatalogue;
import io.limpid.streaming.models.ModelInstaller;
import io.limpid.streaming.models.ModelOpener;
import io.limpid.streaming.models.SmokedOpener;
import io.limpid.streaming.pipeline.Pipeline;
import io.limpid.streaming.pipeline.PixelBudget;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A denoiser on a real broker, in the test's JVM, without the framework around it. */
final class DenoiserHarness implements AutoCloseable {
    static final Topics TOPICS = new Topics("test.");
    private static final PayloadLimits LIMITS = PayloadLimits.STANDARD;

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final StreamProbe probe;
    private final Path folder;
    private final LocalBroker broker;
    final DriftWatch drift = new DriftWatch(registry, 64, 2);
    private final StreamMetrics metrics = new StreamMetrics(registry);
    private StreamService service;
    private Pipeline<Request, Outcome> pipeline;
    private Optional<PublicKey> modelKey = Optional.empty();
    private boolean smokeRun;

    DenoiserHarness(Path folder) {
        this.folder = folder;
        this.broker = LocalBroker.start(folder.resolve("broker"), 0);
        this.probe = new StreamProbe(broker.bootstrap());
    }

    /** From now on models must be signed with it; to be said before the start. */
    void require(PublicKey key) {
        modelKey = Optional.of(key);
    }

    /** From now on models run in a process of their own first; to be said before the start. */
    void smokeRun() {
        smokeRun = true;
    }

    StreamService start() {
        Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrap());
        ModelCatalogue<DenoiserModel> catalogue = new ModelCatalogue<>();
        Path cache = folder.resolve("cache");
        ModelInstaller<DenoiserModel> installer = new ModelInstaller<>(
                Set.of(Task.DENOISE),
                new ModelFetcher(cache, 32 << 20, modelKey),
                opener(cache),
                catalogue,
                metrics,
                cache);
        PixelBudget budget = PixelBudget.ofHeap();
        pipeline = new Pipeline<>(
                new DenoisingStages(
                        budget.guarding(LIMITS),
                        8 << 20,
                        catalogue,
                        new Denoising(DenoiserRouting.USUAL),
                        metrics,
                        drift),
                new Pipeline.ChunkLimits(8, 1 << 20),
                budget,
                2,
                metrics);
        service = new StreamService(
                settings(kafka),
                new StreamService.StreamModels<>(TOPICS, catalogue, installer),
                pipeline,
                metrics,
                Optional.of(new TopicSetup(2, (short) 1)));
        service.start();
        return service;
    }

    private ModelOpener<DenoiserModel> opener(Path cache) {
        ModelOpener<DenoiserModel> opener =
                new CheckedOpener<>(DenoiserModel::open, SessionSettings.cpu(1), provider -> {});
        return smokeRun ? new SmokedOpener<>(new SmokeRun(cache), opener) : opener;
    }

    private static StreamSettings settings(Map<String, Object> kafka) {
        return new StreamSettings(
                new ServiceIdentity("denoiser", "1.2.3"),
                "one",
                new StreamRoute(TOPICS.noisy(), TOPICS.denoised(), TOPICS.noisyDead()),
                Delivery.EXACTLY_ONCE,
                64,
                Duration.ofMillis(2),
                Duration.ofSeconds(6),
                kafka);
    }

    /** Publishes a file as live; {@code sha256} and {@code latentSpace} as the message is to say. */
    void publish(String name, long version, byte[] onnx, String sha256, String latentSpace) {
        probe.publish(
                TOPICS.models(),
                published(name, version, onnx, latentSpace).setSha256(sha256).build());
    }

    /** A file's publication as live. */
    ModelPublished.Builder published(String name, long version, byte[] onnx, String latentSpace) {
        Path file = folder.resolve(name + "-" + version + ".onnx");
        return Publications.live(file, name, version, Task.DENOISE, onnx, latentSpace);
    }

    void publish(String name, long version, byte[] onnx, String latentSpace) {
        publish(name, version, onnx, ModelFetcher.sha256Of(onnx), latentSpace);
    }

    /** The service creates the topics when it first reaches the broker. */
    void awaitTopics() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> service.brokerProblem().isEmpty());
    }

    /** Publishes beside the live model of its name. */
    void publish(ModelPublished.Builder candidate, Stage stage, double share) {
        probe.publish(TOPICS.models(), candidate.setStage(stage).setShare(share).build());
        await().atMost(Duration.ofSeconds(30)).until(() -> service.catalogue().tried().stream()
                .anyMatch(tried -> tried.getRef().equals(candidate.getRef())));
    }

    double counter(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    @Override
    public void close() {
        if (service != null) {
            service.close();
            pipeline.close();
        }
        probe.close();
        broker.close();
    }
}
