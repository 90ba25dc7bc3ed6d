package io.limpid.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.broker.LocalBroker;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.Publications;
import io.limpid.fixtures.StreamProbe;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.ModelFetcher;
import io.limpid.inference.SessionSettings;
import io.limpid.streaming.StreamMetrics;
import io.limpid.streaming.StreamService;
import io.limpid.streaming.loop.Delivery;
import io.limpid.streaming.loop.StreamRoute;
import io.limpid.streaming.loop.StreamSettings;
import io.limpid.streaming.loop.TopicSetup;
import io.limpid.streaming.models.CheckedOpener;
import io.limpid.streaming.models.ModelCatalogue;
import io.limpid.streaming.models.ModelInstaller;
import io.limpid.streaming.pipeline.Pipeline;
import io.limpid.streaming.pipeline.PixelBudget;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A classifier on a real broker, in the test's JVM, without the framework around it. */
final class ClassifierHarness implements AutoCloseable {
    static final Topics TOPICS = new Topics("test.");
    static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Small enough that the tests' batches are worked on in several parts. */
    private static final int MAX_IMAGES = 8;

    final StreamProbe probe;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StreamMetrics metrics = new StreamMetrics(registry);
    private final Path folder;
    private final LocalBroker broker;
    private final StreamService service;
    private Pipeline<Request, Outcome> pipeline;

    /** Starts all, and returns when the topics exist. */
    ClassifierHarness(Path folder) {
        this.folder = folder;
        this.broker = LocalBroker.start(folder.resolve("broker"), 0);
        this.probe = new StreamProbe(broker.bootstrap());
        this.service = service();
        service.start();
        await().atMost(PATIENCE).until(() -> service.brokerProblem().isEmpty());
    }

    private StreamService service() {
        ModelCatalogue<ClassifierModel> catalogue = new ModelCatalogue<>();
        Path cache = folder.resolve("cache");
        ModelInstaller<ClassifierModel> installer = new ModelInstaller<>(
                Set.of(Task.CLASSIFY_FRAME, Task.CLASSIFY_LATENT),
                new ModelFetcher(cache, 1 << 20),
                new CheckedOpener<>(ClassifierModel::open, SessionSettings.cpu(1), provider -> {}),
                catalogue,
                metrics,
                cache);
        PixelBudget budget = PixelBudget.ofHeap();
        pipeline = new Pipeline<>(
                new ClassifyingStages(PayloadLimits.STANDARD, budget, catalogue),
                new Pipeline.ChunkLimits(MAX_IMAGES, Long.MAX_VALUE),
                budget,
                2,
                metrics);
        return new StreamService(
                settings(),
                new StreamService.StreamModels<>(TOPICS, catalogue, installer),
                pipeline,
                metrics,
                Optional.of(new TopicSetup(2, (short) 1)));
    }

    private StreamSettings settings() {
        return new StreamSettings(
                new ServiceIdentity("classifier", "1.2.3"),
                "one",
                new StreamRoute(TOPICS.denoised(), TOPICS.labels(), TOPICS.denoisedDead()),
                Delivery.EXACTLY_ONCE,
                64,
                Duration.ofMillis(2),
                Duration.ofSeconds(6),
                Map.of("bootstrap.servers", broker.bootstrap()));
    }

    void publish(String name, Task task, byte[] onnx, String latentSpace) {
        publish(name, task, onnx, latentSpace, Stage.LIVE);
    }

    void publish(String name, Task task, byte[] onnx, String latentSpace, Stage stage) {
        probe.publish(
                TOPICS.models(),
                published(name, 1, task, onnx, latentSpace).setStage(stage).build());
    }

    private ModelPublished.Builder published(String name, long version, Task task, byte[] onnx, String latentSpace) {
        Path file = folder.resolve(name + "-" + version + ".onnx");
        return Publications.live(file, name, version, task, onnx, latentSpace);
    }

    /** Publishes version 2 of a model beside the live one, and waits until it runs there. */
    void tryOut(String name, Task task, byte[] onnx, String latentSpace, double share) {
        probe.publish(
                TOPICS.models(),
                published(name, 2, task, onnx, latentSpace)
                        .setStage(share > 0 ? Stage.CANARY : Stage.SHADOW)
                        .setShare(share)
                        .build());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.catalogue().tried()).hasSize(1));
    }

    /** Of the one that is tried. */
    double figure(String what) {
        return registry.get("limpid.candidate." + what)
                .meters()
                .iterator()
                .next()
                .measure()
                .iterator()
                .next()
                .getValue();
    }

    /** Waits until these models, and no others, are live and records are being answered. */
    void awaitLive(String... names) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(service.catalogue().published())
                    .extracting(published -> published.getRef().getName())
                    .containsExactlyInAnyOrder(names);
            assertThat(service.status().isRunning()).isEqualTo(names.length > 0);
        });
    }

    void send(String key, DenoisedFrame frame) {
        send(key, frame.toByteArray(), new RecordHeaders());
    }

    /** Always to the first partition, so that answers have one order. */
    void send(String key, byte @Nullable [] value, Headers headers) {
        probe.send(new ProducerRecord<>(TOPICS.denoised(), 0, key.getBytes(StandardCharsets.UTF_8), value, headers));
    }

    double answered() {
        return registry.get("limpid.records.answered").counter().count();
    }

    /** By reason. */
    Map<String, Double> buried() {
        return registry.find("limpid.records.dead").counters().stream()
                .collect(Collectors.toMap(counter -> counter.getId().getTag("reason"), Counter::count));
    }

    @Override
    public void close() {
        service.close();
        pipeline.close();
        probe.close();
        broker.close();
    }
}
