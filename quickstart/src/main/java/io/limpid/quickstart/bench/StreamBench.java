package io.limpid.quickstart.bench;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.stream.Topics;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.ServiceSpecs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Measures, in turn and on the same cores: ONNX Runtime alone, the denoiser working off a topic, a plain consumer and a Kafka
 * Streams topology doing the same, latency under load, and how the rate grows with partitions and instances.
 */
public final class StreamBench {
    private static final String MANY = "bench.";
    private static final String RAW = "raw.";
    private static final String ONE = "single.";
    private static final String EXACTLY_ONCE = "exactly-once";
    static final int PARTITIONS = 4;

    private final Home home;
    private final Console console;
    private final BenchPlan plan;

    public StreamBench(Home home, Console console, BenchPlan plan) {
        this.home = requireNonNull(home, "home");
        this.console = requireNonNull(console, "console");
        this.plan = requireNonNull(plan, "plan");
    }

    /** @param model a denoiser of one size of images */
    public BenchFigures measure(BenchModel model) {
        try (BenchStack stack = new BenchStack(home)) {
            Drains drains = new Drains(stack, console, plan);
            console.step("ONNX Runtime alone, at batch sizes " + BenchPlan.CEILING_BATCHES);
            List<BenchFigures.CeilingRow> ceiling = new Ceilings(stack, plan).measure(model, BenchPlan.CEILING_BATCHES);
            BenchFigures.CeilingRow best = BenchFigures.best(ceiling);
            console.detail(String.format(
                    Locale.ROOT,
                    "%.0f images/s: %d session(s) of %d thread(s), batches of %d",
                    best.imagesPerSecond(),
                    best.sessions(),
                    best.threads(),
                    best.batch()));
            int waiting = (int) (best.imagesPerSecond() * (plan.seconds() + plan.warmUp()));
            console.step("filling topics with " + waiting + " noisy images each, as PNG files and as raw pixels");
            stack.prepare(MANY, PARTITIONS, model.published());
            Backlog files =
                    new Backlog(stack, MANY, BenchImages.pngs(model.shape(), new Topics(MANY).noisy()), waiting);
            stack.prepare(RAW, PARTITIONS, model.published());
            Backlog raw = new Backlog(stack, RAW, BenchImages.raw(model.shape(), new Topics(RAW).noisy()), waiting);
            Rounds rounds = rounds(stack, drains, model, best, files, raw);
            double exactlyOnce = rounds.row(Rounds.EXACTLY_ONCE).imagesPerSecond();
            LatencyBench.Figures latency = new LatencyBench(stack, console, plan).measure(model, drains, exactlyOnce);
            List<BenchFigures.ScalingRow> scaling = scaling(stack, drains, model, files);
            BenchPlan briefly = plan.warmingUpBriefly();
            ClassifierBench classifier = new ClassifierBench(stack, console, briefly, drains.with(briefly));
            return new BenchFigures(
                    machine(model),
                    ceiling,
                    rounds.medians(),
                    rounds.ratios(),
                    latency.underLoad(),
                    latency.swaps(),
                    scaling,
                    classifier.labels(model).orElse(null),
                    classifier.feedForward());
        }
    }

    private Map<String, String> machine(BenchModel model) {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("cores", plan.cores() + ", shared by the broker, the services and what measures them");
        machine.put("Java", Runtime.version().toString());
        machine.put("provider", plan.provider());
        machine.put("model", model.description().name() + ", " + model.origin());
        machine.put(
                "each measurement",
                plan.seconds() + " s once Java's compilers rest, after " + plan.warmUp()
                        + " s at the latest, of latency "
                        + LatencyBench.WARM_UPS * plan.warmUp() + " s, of classifiers "
                        + plan.warmingUpBriefly().warmUp() + " s");
        return machine;
    }

    /** Stream and peers, each in its turn, and the ceiling's best setting; there and back, so that a drift is nobody's gain. */
    private Rounds rounds(
            BenchStack stack,
            Drains drains,
            BenchModel model,
            BenchFigures.CeilingRow best,
            Backlog files,
            Backlog raw) {
        Rounds rounds = new Rounds();
        for (int round = 1; round <= plan.rounds(); round++) {
            console.step("round " + round + " of " + plan.rounds());
            List<Supplier<BenchFigures.StreamRow>> rows = new ArrayList<>(List.of(
                    () -> ceilingAgain(stack, model, best),
                    () -> denoiser(stack, drains, Rounds.EXACTLY_ONCE, EXACTLY_ONCE, files, 1),
                    () -> denoiser(stack, drains, Rounds.AT_LEAST_ONCE, "at-least-once", files, 1),
                    () -> denoiser(stack, drains, Rounds.RAW_PIXELS, EXACTLY_ONCE, raw, 1),
                    () -> peer(stack, drains, model, Rounds.RECORDS, "records", files),
                    () -> peer(stack, drains, model, Rounds.STREAMS, "streams", files)));
            if (round % 2 == 0) {
                Collections.reverse(rows);
            }
            rows.forEach(row -> rounds.add(row.get()));
            rounds.last()
                    .forEach(row -> console.detail(
                            String.format(Locale.ROOT, "%-20s %8.0f images/s", row.name(), row.imagesPerSecond())));
        }
        return rounds;
    }

    private BenchFigures.StreamRow ceilingAgain(BenchStack stack, BenchModel model, BenchFigures.CeilingRow best) {
        BenchFigures.CeilingRow again = BenchFigures.best(new Ceilings(stack, plan)
                .measure(model, List.of(best.batch())).stream()
                        .filter(row -> row.sessions() == best.sessions())
                        .toList());
        return new BenchFigures.StreamRow(Rounds.CEILING, again.imagesPerSecond(), again.cpu(), 0, null);
    }

    private BenchFigures.StreamRow denoiser(
            BenchStack stack, Drains drains, String name, String delivery, Backlog backlog, int instances) {
        return drains.measured(name, backlog, group -> IntStream.range(0, instances)
                .mapToObj(i -> stack.service(
                        ServiceSpecs.DENOISER,
                        backlog.prefix(),
                        group + "-" + i,
                        List.of(
                                "limpid.delivery=" + delivery,
                                "limpid.provider=" + plan.provider(),
                                "limpid.kafka.group.id=" + group)))
                .toList());
    }

    private BenchFigures.StreamRow peer(
            BenchStack stack, Drains drains, BenchModel model, String name, String kind, Backlog backlog) {
        Topics topics = new Topics(backlog.prefix());
        return drains.measured(
                name,
                backlog,
                group -> List.of(stack.peer(
                        "peer-" + kind,
                        "io.limpid.bench.PeerMain",
                        List.of(
                                kind,
                                model.file().toString(),
                                plan.provider(),
                                stack.bootstrap(),
                                topics.noisy(),
                                topics.denoised(),
                                group,
                                Integer.toString(plan.cores()),
                                stack.state().resolve(group).toString()))));
    }

    private List<BenchFigures.ScalingRow> scaling(BenchStack stack, Drains drains, BenchModel model, Backlog files) {
        console.step("partitions and instances");
        stack.prepare(ONE, 1, model.published());
        Backlog single =
                new Backlog(stack, ONE, BenchImages.pngs(model.shape(), new Topics(ONE).noisy()), files.waiting());
        List<BenchFigures.ScalingRow> rows = new ArrayList<>();
        rows.add(scaled(stack, drains, single, 1, 1));
        rows.add(scaled(stack, drains, files, PARTITIONS, 1));
        rows.add(scaled(stack, drains, files, PARTITIONS, 2));
        rows.forEach(row -> console.detail(String.format(
                Locale.ROOT,
                "%d partition(s), %d instance(s): %.0f images/s",
                row.partitions(),
                row.instances(),
                row.imagesPerSecond())));
        return rows;
    }

    private BenchFigures.ScalingRow scaled(
            BenchStack stack, Drains drains, Backlog backlog, int partitions, int instances) {
        BenchFigures.StreamRow row = denoiser(stack, drains, Rounds.EXACTLY_ONCE, EXACTLY_ONCE, backlog, instances);
        return new BenchFigures.ScalingRow(partitions, instances, row.imagesPerSecond());
    }
}
