package io.limpid.quickstart.bench;

import static java.util.Objects.requireNonNull;

import io.limpid.bench.OpenLoop;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.ServiceProcess;
import io.limpid.quickstart.process.ServiceSpecs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How long images are under way while they come at a steady rate, and while the model is swapped under them. */
final class LatencyBench {
    /** Milliseconds; what the services have by default. */
    private static final int LINGER = 2;

    private static final int HALF_LOAD_PERCENT = 50;
    private static final int WARM_UP_PERCENT = 80;
    /** Warm-ups before latency, whose tail is what waits for a compiler. */
    static final int WARM_UPS = 3;

    private static final long SWAP_MILLIS = 250;

    private final BenchStack stack;
    private final Console console;
    private final BenchPlan plan;

    LatencyBench(BenchStack stack, Console console, BenchPlan plan) {
        this.stack = requireNonNull(stack, "stack");
        this.console = requireNonNull(console, "console");
        this.plan = requireNonNull(plan, "plan");
    }

    /** What was measured. */
    record Figures(List<BenchFigures.LatencyRow> underLoad, BenchFigures.SwapRow swaps) {}

    /**
     * Of an exactly-once denoiser as it comes, then at half the load of one that never waits for more images than a poll gives.
     *
     * @param most images a second it does when they wait
     */
    Figures measure(BenchModel model, Drains drains, double most) {
        console.step("latency under load");
        List<BenchFigures.LatencyRow> rows = new ArrayList<>();
        BenchFigures.SwapRow swaps = with(LINGER, model, drains.nextGroup(), most, load -> {
            BenchPlan.LOADS_PERCENT.forEach(percent -> rows.add(underLoad(load, percent, LINGER, most)));
            double without = rows.stream()
                    .filter(row -> row.load() == HALF_LOAD_PERCENT)
                    .mapToDouble(BenchFigures.LatencyRow::longest)
                    .max()
                    .orElseThrow();
            return swaps(load, model, most, without);
        });
        rows.add(with(0, model, drains.nextGroup(), most, load -> underLoad(load, HALF_LOAD_PERCENT, 0, most)));
        return new Figures(rows, swaps);
    }

    /** While one denoiser is there, and warm. */
    private <T> T with(int linger, BenchModel model, String group, double most, Function<Load, T> measured) {
        Topics topics = new Topics("latency-" + linger + ".");
        stack.prepare(topics.prefix(), StreamBench.PARTITIONS, model.published());
        ServiceProcess denoiser = stack.service(
                ServiceSpecs.DENOISER,
                topics.prefix(),
                group,
                List.of(
                        "limpid.provider=" + plan.provider(),
                        "limpid.kafka.group.id=" + group,
                        "limpid.linger=" + linger + "ms"));
        try (Producer<byte[], byte[]> producer = stack.producer()) {
            Load load = new Load(
                    topics,
                    new OpenLoop(stack.bootstrap(), topics.denoised()),
                    producer,
                    BenchImages.pngs(model.shape(), topics.noisy()));
            Compilers.warmUp(
                    List.of(denoiser, stack.broker()),
                    WARM_UPS * plan.warmUp(),
                    seconds -> load.measure(most * WARM_UP_PERCENT / 100, seconds, 0));
            return measured.apply(load);
        } finally {
            stack.stop(denoiser);
        }
    }

    /** Images at a steady rate. */
    private record Load(
            Topics topics,
            OpenLoop loop,
            Producer<byte[], byte[]> producer,
            IntFunction<ProducerRecord<byte[], byte[]>> images) {
        /** The first seconds aren't counted. */
        OpenLoop.Measured measure(double rate, int seconds, int notCounted) {
            int warmUp = (int) (rate * notCounted);
            return loop.measure(producer, images, warmUp + Math.max(1, (int) (rate * seconds)), warmUp, rate);
        }
    }

    private BenchFigures.LatencyRow underLoad(Load load, int percent, int linger, double most) {
        double rate = most * percent / 100;
        OpenLoop.Measured measured = load.measure(rate, plan.seconds(), 1);
        Histogram micros = measured.latencies();
        BenchFigures.LatencyRow row = new BenchFigures.LatencyRow(
                percent,
                linger,
                rate,
                millis(micros, 50),
                millis(micros, 99),
                millis(micros, 99.9),
                millis(measured.longestSilence()));
        console.detail(String.format(
                Locale.ROOT,
                "%d%% load, %.0f images/s, linger %d ms: p50 %.0f ms, p99 %.0f ms, p99.9 %.0f ms",
                percent,
                rate,
                linger,
                row.p50(),
                row.p99(),
                row.p999()));
        return row;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    /**
     * The same file again and again, each time as a new version.
     *
     * @param without the longest silence at this load, in milliseconds
     */
    private BenchFigures.SwapRow swaps(Load load, BenchModel model, double most, double without) {
        console.step("a new model every " + SWAP_MILLIS + " ms, under load");
        AtomicInteger version = new AtomicInteger(1);
        ScheduledExecutorService publisher = Executors.newSingleThreadScheduledExecutor();
        OpenLoop.Measured measured;
        try {
            publisher.scheduleAtFixedRate(
                    () -> load.producer()
                            .send(publication(load.topics(), model.published(), version.incrementAndGet())),
                    SWAP_MILLIS,
                    SWAP_MILLIS,
                    TimeUnit.MILLISECONDS);
            measured = load.measure(most * HALF_LOAD_PERCENT / 100, plan.seconds(), 1);
        } finally {
            publisher.shutdownNow();
        }
        BenchFigures.SwapRow row = new BenchFigures.SwapRow(
                version.get() - 1,
                HALF_LOAD_PERCENT,
                millis(measured.longestSilence()),
                millis(measured.latencies(), 99));
        console.detail(String.format(
                Locale.ROOT,
                "%d versions at %d%% load: nobody was answered for %.0f ms at most, %.0f without them; p99 %.0f ms",
                row.published(),
                row.load(),
                row.longest(),
                without,
                row.p99()));
        return row;
    }

    private static ProducerRecord<byte[], byte[]> publication(Topics topics, ModelPublished model, int version) {
        ModelPublished.Builder next = model.toBuilder();
        next.getRefBuilder().setVersion(version);
        return new ProducerRecord<>(
                topics.models(),
                model.getRef().getName().getBytes(StandardCharsets.UTF_8),
                next.build().toByteArray());
    }
}
