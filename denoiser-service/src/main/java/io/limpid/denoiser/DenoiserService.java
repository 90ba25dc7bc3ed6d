package io.limpid.denoiser;

import io.limpid.contracts.v1.Task;
import io.limpid.inference.DenoiserModel;
import io.limpid.streaming.StreamMetrics;
import io.limpid.streaming.StreamService;
import io.limpid.streaming.config.StreamAssembly;
import io.limpid.streaming.health.StreamLiveness;
import io.limpid.streaming.health.StreamReadiness;
import io.limpid.streaming.models.CheckedOpener;
import io.limpid.streaming.models.ModelCatalogue;
import io.limpid.streaming.pipeline.Pipeline;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** The denoiser: images.noisy to images.denoised. */
@ApplicationScoped
public class DenoiserService {
    private static final String NAME = "denoiser";
    /** Floats of the decoded images of a chunk: 16 MiB of them, and as much again of answers. */
    private static final long MAX_VALUES = 4L << 20;

    private final Pipeline<Item> pipeline;
    private final StreamService stream;

    DenoiserService(
            DenoiserConfig config,
            Config properties,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        StreamAssembly assembly = new StreamAssembly(NAME, version, config, properties);
        StreamMetrics metrics = new StreamMetrics(registry);
        ModelCatalogue<DenoiserModel> catalogue = new ModelCatalogue<>();
        CheckedOpener<DenoiserModel> opener =
                new CheckedOpener<>(DenoiserModel::open, assembly.sessionSettings(), metrics::provider);
        DenoisingStages stages =
                new DenoisingStages(assembly.payloadLimits(), config.maxAnswerBytes(), catalogue, metrics);
        this.pipeline = new Pipeline<>(
                stages, new Pipeline.ChunkLimits(config.maxBatch(), MAX_VALUES), assembly.helperThreads());
        this.stream = new StreamService(
                assembly.settings(
                        assembly.topics().noisy(),
                        assembly.topics().denoised(),
                        assembly.topics().noisyDead()),
                assembly.models(Set.of(Task.DENOISE), opener, catalogue, metrics),
                pipeline,
                metrics,
                assembly.topicSetup());
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
}
