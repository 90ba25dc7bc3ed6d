package io.limpid.streaming.config;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Task;
import io.limpid.inference.ModelFetcher;
import io.limpid.inference.ModelSignature;
import io.limpid.inference.Provider;
import io.limpid.inference.SessionSettings;
import io.limpid.inference.SmokeRun;
import io.limpid.streaming.StreamService.StreamModels;
import io.limpid.streaming.loop.StreamRoute;
import io.limpid.streaming.loop.StreamSettings;
import io.limpid.streaming.loop.TopicSetup;
import io.limpid.streaming.models.AllModelEvents;
import io.limpid.streaming.models.ModelCatalogue;
import io.limpid.streaming.models.ModelEvents;
import io.limpid.streaming.models.ModelInstaller;
import io.limpid.streaming.models.ModelOpener;
import io.limpid.streaming.models.ModelReporter;
import io.limpid.streaming.models.SmokedOpener;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Turns a service's configuration into the values its parts are made with. */
public final class StreamAssembly {
    /** Beyond four threads a small network gains nothing, and neighbours lose. */
    private static final int MOST_THREADS = 4;

    /** Beyond it a processor's caches overflow. */
    private static final int CPU_BATCH = 64;

    /** What a GPU takes at once at most; a poll of few images is cut into a part a worker, and fills less. */
    private static final int GPU_BATCH = 512;

    private final ServiceIdentity service;
    private final StreamConfig config;
    private final Map<String, Object> kafka;

    public StreamAssembly(String serviceName, String serviceVersion, StreamConfig config, Config properties) {
        this.service = new ServiceIdentity(serviceName, serviceVersion);
        this.config = requireNonNull(config, "config");
        this.kafka = KafkaProperties.from(properties);
    }

    public Topics topics() {
        return new Topics(config.topicPrefix().orElse(""));
    }

    public StreamSettings settings(String source, String answers, String deadLetters) {
        return new StreamSettings(
                service,
                config.instance(),
                new StreamRoute(source, answers, deadLetters),
                config.delivery(),
                config.maxPollRecords(),
                config.linger(),
                config.sessionTimeout(),
                kafka);
    }

    public PayloadLimits payloadLimits() {
        return new PayloadLimits(config.maxBytes(), config.maxPixels());
    }

    /** One thread a session on a GPU: there, threads only hand work over. */
    public SessionSettings sessionSettings() {
        Provider provider = Provider.parse(config.provider());
        int asked = config.inferenceThreads();
        int most = provider.meansGpu() ? 1 : Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
        return new SessionSettings(provider, asked > 0 ? asked : most, maxBatch(), config.tileSide());
    }

    /** What was asked for; else as many as a processor, or a GPU, gains by. */
    public int maxBatch() {
        if (config.maxBatch() > 0) {
            return config.maxBatch();
        }
        return Provider.parse(config.provider()).meansGpu() ? GPU_BATCH : CPU_BATCH;
    }

    /** Threads that decode, infer and encode. */
    public int workers() {
        return Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    }

    public Optional<TopicSetup> topicSetup() {
        return config.topics().create()
                ? Optional.of(new TopicSetup(
                        config.topics().partitions(), config.topics().replication()))
                : Optional.empty();
    }

    /** The models of these tasks, each service with a cache folder of its own; none is opened here that did not run elsewhere before. */
    public <M extends AutoCloseable> StreamModels<M> models(
            Set<Task> tasks, ModelOpener<M> opener, ModelCatalogue<M> catalogue, ModelEvents events) {
        Path cache = config.modelCache().resolve(service.name());
        ModelFetcher fetcher = new ModelFetcher(
                cache, config.maxModelBytes(), config.modelKey().map(ModelSignature::publicKey));
        ModelOpener<M> guarded = config.smokeRun() ? new SmokedOpener<>(new SmokeRun(cache), opener) : opener;
        ModelReporter reporter = new ModelReporter(kafka, topics().modelReports(), service, config.instance());
        ModelEvents all = new AllModelEvents(List.of(events, reporter));
        return new StreamModels<>(
                topics(),
                catalogue,
                new ModelInstaller<>(tasks, fetcher, guarded, catalogue, all, cache),
                Optional.of(reporter));
    }
}
