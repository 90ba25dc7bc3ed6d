package io.limpid.denoiser;

import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.contracts.v1.Task;
import io.limpid.direct.DirectSettings;
import io.limpid.direct.Turns;
import io.limpid.direct.protocol.OpenInference;
import io.limpid.direct.tensor.DenoiserTensors;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.DenoiserRouting;
import io.limpid.streaming.StreamMetrics;
import io.limpid.streaming.StreamService;
import io.limpid.streaming.config.StreamAssembly;
import io.limpid.streaming.health.StreamLiveness;
import io.limpid.streaming.health.StreamReadiness;
import io.limpid.streaming.limit.RateLimit;
import io.limpid.streaming.limit.RateLimitedHandler;
import io.limpid.streaming.loop.BatchHandler;
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
import java.util.List;
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

    private final Pipeline<Request, Outcome> pipeline;
    private final StreamService stream;
    private final DriftWatch drift;
    private final DirectSettings directSettings;
    private final OpenInference openInference;
    private final DirectDenoising directDenoising;

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
        this.drift =
                new DriftWatch(registry, config.drift().window(), config.drift().threshold());
        Denoising denoising =
                new Denoising(new DenoiserRouting(config.preferredModels().orElse(List.of())));
        PixelBudget budget = PixelBudget.ofHeap();
        DenoisingStages stages = new DenoisingStages(
                budget.guarding(assembly.payloadLimits()),
                config.maxAnswerBytes(),
                catalogue,
                denoising,
                metrics,
                drift);
        this.pipeline = new Pipeline<>(
                stages, new Pipeline.ChunkLimits(assembly.maxBatch(), MAX_VALUES), budget, assembly.workers(), metrics);
        this.stream = new StreamService(
                assembly.settings(
                        assembly.topics().noisy(),
                        assembly.topics().denoised(),
                        assembly.topics().noisyDead()),
                assembly.models(Set.of(Task.DENOISE), opener, catalogue, metrics),
                limited(config.rateLimit(), pipeline),
                metrics,
                assembly.topicSetup());
        this.directSettings = DirectSettings.of(config);
        Turns turns = directSettings.turns();
        this.openInference = new OpenInference(
                new ServiceIdentity(NAME, version), catalogue, DenoiserTensors::new, directSettings, turns);
        this.directDenoising = new DirectDenoising(catalogue, denoising, directSettings, budget, turns);
    }

    private static BatchHandler limited(DenoiserConfig.RateLimit limit, BatchHandler handler) {
        if (limit.perSecond() == 0) {
            return handler;
        }
        int burst = limit.burst() > 0 ? limit.burst() : (int) Math.ceil(limit.perSecond());
        return new RateLimitedHandler(new RateLimit(limit.perSecond(), burst, limit.keys()), handler);
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
        return new StreamReadiness(stream, drift::lines);
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
    DirectDenoising directDenoising() {
        return directDenoising;
    }
}
