package io.limpid.streaming;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.stream.Topics;
import io.limpid.streaming.loop.BatchHandler;
import io.limpid.streaming.loop.BrokerWatch;
import io.limpid.streaming.loop.StreamLoop;
import io.limpid.streaming.loop.StreamSettings;
import io.limpid.streaming.loop.StreamStatus;
import io.limpid.streaming.loop.TopicSetup;
import io.limpid.streaming.models.ModelCatalogue;
import io.limpid.streaming.models.ModelFeed;
import io.limpid.streaming.models.ModelInstaller;
import io.limpid.streaming.models.ModelReporter;
import java.time.Duration;
import java.util.Optional;

/**
 * One replica of a service of the stream: waits for the broker, follows the models, answers batches. Starts and ends as a
 * whole; each part gets over failures by itself.
 */
public final class StreamService implements AutoCloseable {
    private static final Duration SETUP_TIMEOUT = Duration.ofSeconds(10);

    private final StreamMetrics metrics;
    private final ModelCatalogue<?> catalogue;
    private final ModelFeed feed;
    private final Optional<ModelReporter> reporter;
    private final StreamLoop loop;
    private final BrokerWatch broker;

    /** @param setup how missing topics are created; empty leaves that to others */
    public StreamService(
            StreamSettings settings,
            StreamModels<?> models,
            BatchHandler handler,
            StreamMetrics metrics,
            Optional<TopicSetup> setup) {
        this.metrics = requireNonNull(metrics, "metrics");
        this.catalogue = models.catalogue();
        this.reporter = models.reporter();
        metrics.longestSwap(catalogue::longestSwap);
        Topics topics = models.topics();
        this.feed = new ModelFeed(settings.kafka(), topics.models(), models.installer());
        catalogue.hold();
        this.loop = new StreamLoop(settings, handler, () -> !catalogue.isEmpty(), this::waitsFor, metrics);
        this.broker = new BrokerWatch(
                settings.kafka(),
                admin -> {
                    if (setup.isPresent()) {
                        setup.get().ensure(admin, topics, SETUP_TIMEOUT);
                    }
                },
                this::startStreaming);
    }

    /**
     * What a service does with models, and where it learns of them.
     *
     * @param reporter tells what became of them
     */
    public record StreamModels<M extends AutoCloseable>(
            Topics topics, ModelCatalogue<M> catalogue, ModelInstaller<M> installer, Optional<ModelReporter> reporter) {
        /** Of which nothing is told. */
        public StreamModels(Topics topics, ModelCatalogue<M> catalogue, ModelInstaller<M> installer) {
            this(topics, catalogue, installer, Optional.empty());
        }
    }

    public void start() {
        broker.start();
    }

    private void startStreaming() {
        reporter.ifPresent(ModelReporter::start);
        feed.start();
        loop.start();
    }

    private String waitsFor() {
        int awaited = feed.awaited();
        return awaited == 0
                ? "waiting for a live model; publish one: ./limpid train recipes/mnist-denoiser.yaml --publish"
                : "opening models, " + awaited + " to go; records wait until all that are published were tried";
    }

    public StreamStatus status() {
        return loop.status();
    }

    /** See {@link BrokerWatch#problem()}. */
    public String brokerProblem() {
        return broker.problem();
    }

    /** See {@link ModelFeed#problem()}. */
    public String modelsProblem() {
        return feed.problem();
    }

    /** See {@link StreamLoop#sinceLastStep()}. */
    public Duration sinceLastStep() {
        return loop.sinceLastStep();
    }

    public ModelCatalogue<?> catalogue() {
        return catalogue;
    }

    public StreamMetrics metrics() {
        return metrics;
    }

    /** Finishes and commits the batch in progress, then closes models and clients. */
    @Override
    public void close() {
        broker.close();
        loop.close();
        feed.close();
        catalogue.close();
        reporter.ifPresent(ModelReporter::close);
    }
}
