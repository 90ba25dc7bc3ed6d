package io.limpid.classifier;

import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.contracts.v1.Task;
import io.limpid.direct.DirectSettings;
import io.limpid.direct.Turns;
import io.limpid.direct.protocol.OpenInference;
import io.limpid.direct.tensor.ClassifierTensors;
import io.limpid.inference.ClassifierModel;
import io.limpid.streaming.StreamMetrics;
import io.limpid.streaming.StreamService;
import io.limpid.streaming.config.StreamAssembly;
import io.limpid.streaming.health.StreamLiveness;
import io.limpid.streaming.health.StreamReadiness;
import io.limpid.streaming.models.CheckedOpener;
import io.limpid.streaming.models.ModelCatalogue;
import io.limpid.streaming.pipeline.Pipeline;
import io.limpid.streaming.pipeline.PixelBudget;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** The classifier: images.denoised to images.labels. */
@ApplicationScoped
public class ClassifierService {
    private static final String NAME = "classifier";

    /** Frames are held as the bytes they came as, which a poll's size limits already. */
    private static final long ANY = Long.MAX_VALUE;

    private final Pipeline<Request, Outcome> pipeline;
    private final StreamService stream;
    private final DirectSettings directSettings;
    private final OpenInference openInference;
    private final DirectClassifying directClassifying;

    ClassifierService(
            ClassifierConfig config,
            Config properties,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        StreamAssembly assembly = new StreamAssembly(NAME, version, config, properties);
        StreamMetrics metrics = new StreamMetrics(registry);
        ModelCatalogue<ClassifierModel> catalogue = new ModelCatalogue<>();
        CheckedOpener<ClassifierModel> opener =
                new CheckedOpener<>(ClassifierModel::open, assembly.sessionSettings(), metrics::provider);
        PixelBudget budget = PixelBudget.ofHeap();
        this.pipeline = new Pipeline<>(
                new ClassifyingStages(assembly.payloadLimits(), budget, catalogue),
                new Pipeline.ChunkLimits(assembly.maxBatch(), ANY),
                budget,
                assembly.workers(),
                metrics);
        this.stream = new StreamService(
                assembly.settings(
                        assembly.topics().denoised(),
                        assembly.topics().labels(),
                        assembly.topics().denoisedDead()),
                assembly.models(Set.of(Task.CLASSIFY_FRAME, Task.CLASSIFY_LATENT), opener, catalogue, metrics),
                pipeline,
                metrics,
                assembly.topicSetup());
        this.directSettings = DirectSettings.of(config);
        Turns turns = directSettings.turns();
        this.openInference = new OpenInference(
                new ServiceIdentity(NAME, version), catalogue, ClassifierTensors::new, directSettings, turns);
        this.directClassifying = new DirectClassifying(catalogue, budget, directSettings, turns);
    }

    void start(@Observes StartupEvent started) {
        stream.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        stream.close();
        pipeline.close();
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck readiness() {
        return new StreamReadiness(stream);
    }

    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck liveness() {
        return new StreamLiveness(stream);
    }

    @Produces
    @Singleton
    DirectSettings directSettings() {
        return directSettings;
    }

    @Produces
    @Singleton
    OpenInference openInference() {
        return openInference;
    }

    @Produces
    @Singleton
    DirectClassifying directClassifying() {
        return directClassifying;
    }
}
