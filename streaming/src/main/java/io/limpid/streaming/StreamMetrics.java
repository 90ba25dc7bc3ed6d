package io.limpid.streaming;

import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelComparison;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.streaming.loop.BatchTally;
import io.limpid.streaming.loop.StreamListener;
import io.limpid.streaming.models.ModelEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the stream and its models do. Records are counted when their batch is committed, so a batch that is undone and
 * handled again counts once.
 */
public final class StreamMetrics implements StreamListener, ModelEvents {
    private static final Logger LOG = LoggerFactory.getLogger(StreamMetrics.class);

    private final MeterRegistry registry;
    private final Counter answered;
    private final DistributionSummary batchSize;
    private final Timer batchTime;
    private final Timer latency;
    private final AtomicLong lag = new AtomicLong();
    private final Map<String, AtomicLong> versions = new ConcurrentHashMap<>();
    private final Map<String, String> modelStates = new ConcurrentHashMap<>();
    private final Counter undone;
    private final Counter restarts;
    private final CandidateMetrics candidates;

    public StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.candidates = new CandidateMetrics(registry);
        this.answered = Counter.builder("limpid.records.answered")
                .description("Records whose answer was committed")
                .register(registry);
        this.batchSize = DistributionSummary.builder("limpid.batch.records")
                .description("Records in a committed batch")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        this.batchTime = Timer.builder("limpid.batch.time")
                .description("From poll to commit of a batch")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        this.latency = Timer.builder("limpid.record.latency")
                .description("From the noisy record's timestamp to the commit of its answer here")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        // there from the start: of what appears with its first event, nobody can tell the rate
        this.undone = Counter.builder("limpid.batches.undone")
                .description("Batches undone because partitions moved or a record was too large for its topic")
                .register(registry);
        this.restarts = Counter.builder("limpid.stream.restarts")
                .description("Times the Kafka clients were created anew after a failure")
                .register(registry);
        Gauge.builder("limpid.consumer.lag", lag, AtomicLong::get)
                .description("Records not yet polled in the assigned partitions")
                .register(registry);
    }

    @Override
    public void committed(BatchTally tally) {
        long now = System.currentTimeMillis();
        answered.increment(tally.answered());
        tally.buried().forEach((reason, count) -> deadLetters(reason).increment(count));
        batchSize.record(tally.records());
        batchTime.record(tally.took());
        for (long timestamp : tally.timestamps()) {
            latency.record(Duration.ofMillis(Math.max(0, now - timestamp)));
        }
    }

    private Counter deadLetters(String reason) {
        return Counter.builder("limpid.records.dead")
                .description("Records whose dead letter was committed")
                .tag("reason", reason)
                .register(registry);
    }

    @Override
    public void undone(Exception cause) {
        undone.increment();
        LOG.info("batch undone, to be polled again: {}", cause.toString());
    }

    @Override
    public void restarted(Exception cause) {
        restarts.increment();
    }

    @Override
    public void lag(long records) {
        lag.set(records);
    }

    /** Anomaly scores, as they are made: an image whose batch is undone counts again. Buckets end at 0.5, 1, 2, 5 and 10. */
    public DistributionSummary anomalyScores() {
        return DistributionSummary.builder("limpid.anomaly.score")
                .description("How unlike the training images the images were; 1 is the 99th percentile of those")
                .serviceLevelObjectives(0.5, 1, 2, 5, 10)
                .register(registry);
    }

    /** A timer of one stage of the work: decode and encode, of a record each, or infer, of records that run together. */
    public Timer stage(String stage) {
        return Timer.builder("limpid.stage.time")
                .description("Time spent in a stage: a record decoded, a chunk inferred, an answer encoded")
                .tag("stage", stage)
                .register(registry);
    }

    @Override
    public void live(ModelPublished published) {
        String name = published.getRef().getName();
        versions.computeIfAbsent(name, this::versionGauge)
                .set(published.getRef().getVersion());
        modelStates.put(name, "live " + Long.toUnsignedString(published.getRef().getVersion()));
        modelEvent("live");
        LOG.info(
                "model={} version={} sha256={} is live",
                name,
                published.getRef().getVersion(),
                published.getSha256());
    }

    private AtomicLong versionGauge(String name) {
        AtomicLong version = new AtomicLong();
        Gauge.builder("limpid.model.version", version, AtomicLong::get)
                .description("The version that serves, 0 when retired")
                .tag("model", name)
                .register(registry);
        return version;
    }

    @Override
    public void retired(String name) {
        versions.computeIfAbsent(name, this::versionGauge).set(0);
        modelStates.remove(name);
        modelEvent("retired");
        LOG.info("model={} is retired", name);
    }

    @Override
    public void kept(ModelPublished published) {
        modelStates.put(
                name(published),
                "live " + Long.toUnsignedString(published.getRef().getVersion()));
    }

    /** Shows how long an old model was in use after a swap at most. */
    void longestSwap(Supplier<Duration> longest) {
        TimeGauge.builder("limpid.model.swap.longest", longest, TimeUnit.NANOSECONDS, now -> now.get()
                        .toNanos())
                .description("The longest that a model which was replaced was still in use, and held its memory")
                // nobody else keeps it, and a gauge of what is gone says NaN
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void tried(ModelPublished candidate) {
        String stage = candidate.getStage().name().toLowerCase(Locale.ROOT);
        candidates.show(candidate);
        modelStates.put(
                ModelKey.of(candidate).toString(),
                stage + " " + Long.toUnsignedString(candidate.getRef().getVersion()));
        modelEvent(stage);
        LOG.info(
                "model={} version={} sha256={} runs as {}",
                name(candidate),
                candidate.getRef().getVersion(),
                candidate.getSha256(),
                stage);
    }

    @Override
    public void withdrawn(ModelPublished candidate) {
        candidates.hide(name(candidate));
        modelStates.remove(ModelKey.of(candidate).toString());
        modelEvent("withdrawn");
        LOG.info(
                "model={} version={} is tried no more",
                name(candidate),
                candidate.getRef().getVersion());
    }

    @Override
    public void compared(ModelPublished candidate, ModelComparison soFar) {
        candidates.update(candidate, soFar);
    }

    @Override
    public void refused(ModelPublished published, String reason) {
        note(published, "refused", reason);
        LOG.warn(
                "model={} version={} refused: {}",
                name(published),
                published.getRef().getVersion(),
                reason);
    }

    @Override
    public void delayed(ModelPublished published, String reason) {
        note(published, "delayed", reason);
        LOG.warn(
                "model={} version={} can't be had yet, tried again at least once a minute: {}",
                name(published),
                published.getRef().getVersion(),
                reason);
    }

    private void note(ModelPublished published, String what, String reason) {
        modelEvent(what);
        String line = what + " " + Long.toUnsignedString(published.getRef().getVersion()) + ": " + reason;
        modelStates.merge(
                ModelKey.of(published).toString(),
                line,
                (before, now) -> runs(before) ? firstPart(before) + "; " + now : now);
    }

    private static boolean runs(String line) {
        return line.startsWith("live ") || line.startsWith("shadow ") || line.startsWith("canary ");
    }

    private static String firstPart(String line) {
        int end = line.indexOf(';');
        return end < 0 ? line : line.substring(0, end);
    }

    private static String name(ModelPublished published) {
        return published.getRef().getName();
    }

    private void modelEvent(String what) {
        Counter.builder("limpid.model.events")
                .description("What became of published models")
                .tag("event", what)
                .register(registry)
                .increment();
    }

    /** By the model's key on its topic, one line a model: what runs, and what was last refused and why. */
    public Map<String, String> modelStates() {
        return new TreeMap<>(modelStates);
    }

    /** Which execution provider the models run on: always shown, with value 1. */
    public void provider(String name) {
        Gauge.builder("limpid.provider", () -> 1)
                .description("The execution provider in use")
                .tag("provider", name)
                .register(registry);
    }
}
