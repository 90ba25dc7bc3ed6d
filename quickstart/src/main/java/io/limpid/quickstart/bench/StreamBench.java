package io.limpid.quickstart.bench;

import static java.util.Objects.requireNonNull;

import io.limpid.bench.FeedForward;
import io.limpid.contracts.stream.Topics;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.ServiceProcess;
import io.limpid.quickstart.process.ServiceSpecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures, in turn and on the same cores: ONNX Runtime alone, the denoiser working off a topic, a plain consumer and a Kafka
 * Streams topology doing the same, latency under load, and how the rate grows with partitions and instances.
 */
public final class StreamBench {
    private static final String MANY = "bench.";
    private static final String RAW = "raw.";
    private static final String ONE = "single.";
    private static final String SMALL = "small.";
    private static final String EXACTLY_ONCE = "exactly-once";
    static final int PARTITIONS = 4;
    private static final double SPARE = 1.5;
    /** Frames a second that no two cores pass through a broker. */
    private static final int SMALL_RATE = 40_000;

    private final Home home;
    private final Console console;
    private final BenchPlan plan;
    private int groups;

    public StreamBench(Home home, Console console, BenchPlan plan) {
        this.home = requireNonNull(home, "home");
        this.console = requireNonNull(console, "console");
        this.plan = requireNonNull(plan, "plan");
    }

    /** @param model a denoiser of one size of images */
    public BenchFigures measure(BenchModel model) {
        try (BenchStack stack = new BenchStack(home)) {
            console.step("ONNX Runtime alone, at batch sizes " + BenchPlan.CEILING_BATCHES);
            List<BenchFigures.CeilingRow> ceiling = ceiling(stack, model, BenchPlan.CEILING_BATCHES);
            BenchFigures.CeilingRow best = BenchFigures.best(ceiling);
            console.detail(String.format(
                    Locale.ROOT,
                    "%.0f images/s: %d session(s) of %d thread(s), batches of %d",
                    best.imagesPerSecond(),
                    best.sessions(),
                    best.threads(),
                    best.batch()));
            int waiting = (int) (best.imagesPerSecond() * (plan.seconds() + plan.warmUp()) * SPARE);
            console.step("filling topics with " + waiting + " noisy images each, as PNG files and as raw pixels");
            stack.prepare(MANY, PARTITIONS, model.published());
            stack.fill(waiting, BenchImages.pngs(model.shape(), new Topics(MANY).noisy()));
            stack.prepare(RAW, PARTITIONS, model.published());
            stack.fill(waiting, BenchImages.raw(model.shape(), new Topics(RAW).noisy()));
            Rounds rounds = rounds(stack, model, best, waiting);
            double exactlyOnce = rounds.row(Rounds.EXACTLY_ONCE).imagesPerSecond();
            LatencyBench.Figures latency =
                    new LatencyBench(stack, console, plan).measure(model, nextGroup(), exactlyOnce);
            List<BenchFigures.ScalingRow> scaling = scaling(stack, model, waiting);
            return new BenchFigures(
                    machine(model),
                    ceiling,
                    rounds.medians(),
                    rounds.ratios(),
                    latency.underLoad(),
                    latency.swaps(),
                    scaling,
                    feedForward(stack));
        }
    }

    private Map<String, String> machine(BenchModel model) {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("cores", plan.cores() + ", shared by the broker, the services and what measures them");
        machine.put("Java", Runtime.version().toString());
        machine.put("provider", plan.provider());
        machine.put("model", model.description().name() + ", " + model.origin());
        machine.put("each measurement", plan.seconds() + " s after a warm-up of " + plan.warmUp() + " s");
        return machine;
    }

    private List<BenchFigures.CeilingRow> ceiling(BenchStack stack, BenchModel model, List<Integer> batches) {
        String sizes = batches.stream().map(String::valueOf).collect(Collectors.joining(","));
        double each = Math.max(1, plan.seconds() / 5.0);
        return ceiling(
                stack, List.of(model.file().toString(), Double.toString(each), Integer.toString(plan.cores()), sizes));
    }

    private static List<BenchFigures.CeilingRow> ceiling(BenchStack stack, List<String> arguments) {
        ServiceProcess process = stack.peer("ceiling", "io.limpid.bench.CeilingMain", arguments);
        process.awaitEnd();
        List<BenchFigures.CeilingRow> rows = new ArrayList<>();
        for (String line : lines(process.spec().log())) {
            if (line.matches("\\d+ \\d+ \\d+ [0-9.]+")) {
                String[] parts = line.split(" ");
                rows.add(new BenchFigures.CeilingRow(
                        Integer.parseInt(parts[0]),
                        Integer.parseInt(parts[1]),
                        Integer.parseInt(parts[2]),
                        Double.parseDouble(parts[3])));
            }
        }
        if (rows.isEmpty()) {
            throw CommandFailure.failed(
                    "ONNX Runtime alone could not be measured",
                    "the log is " + process.spec().log());
        }
        return rows;
    }

    private static List<String> lines(Path log) {
        try {
            return Files.readAllLines(log);
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** Stream and peers, each in its turn, and the ceiling's best setting between them. */
    private Rounds rounds(BenchStack stack, BenchModel model, BenchFigures.CeilingRow best, int waiting) {
        Rounds rounds = new Rounds();
        for (int round = 1; round <= plan.rounds(); round++) {
            console.step("round " + round + " of " + plan.rounds());
            rounds.add(ceilingAgain(stack, model, best));
            rounds.add(denoiser(stack, Rounds.EXACTLY_ONCE, EXACTLY_ONCE, MANY, 1, waiting));
            rounds.add(denoiser(stack, Rounds.AT_LEAST_ONCE, "at-least-once", MANY, 1, waiting));
            rounds.add(denoiser(stack, Rounds.RAW_PIXELS, EXACTLY_ONCE, RAW, 1, waiting));
            rounds.add(peer(stack, model, Rounds.RECORDS, "records", waiting));
            rounds.add(peer(stack, model, Rounds.STREAMS, "streams", waiting));
            rounds.last()
                    .forEach(row -> console.detail(
                            String.format(Locale.ROOT, "%-20s %8.0f images/s", row.name(), row.imagesPerSecond())));
        }
        return rounds;
    }

    private BenchFigures.StreamRow ceilingAgain(BenchStack stack, BenchModel model, BenchFigures.CeilingRow best) {
        double rate = ceiling(stack, model, List.of(best.batch())).stream()
                .filter(row -> row.sessions() == best.sessions())
                .mapToDouble(BenchFigures.CeilingRow::imagesPerSecond)
                .max()
                .orElseThrow();
        return new BenchFigures.StreamRow(Rounds.CEILING, rate, plan.cores() * 1e6 / rate, 0, null);
    }

    private BenchFigures.StreamRow denoiser(
            BenchStack stack, String name, String delivery, String prefix, int instances, int waiting) {
        String group = nextGroup();
        List<ServiceProcess> processes = IntStream.range(0, instances)
                .mapToObj(i -> stack.service(
                        ServiceSpecs.DENOISER,
                        prefix,
                        group + "-" + i,
                        List.of(
                                "limpid.delivery=" + delivery,
                                "limpid.provider=" + plan.provider(),
                                "limpid.kafka.group.id=" + group)))
                .toList();
        return measured(stack, name, group, processes, waiting, true);
    }

    private BenchFigures.StreamRow peer(BenchStack stack, BenchModel model, String name, String kind, int waiting) {
        String group = nextGroup();
        Topics topics = new Topics(MANY);
        ServiceProcess process = stack.peer(
                "peer-" + kind,
                "io.limpid.bench.PeerMain",
                List.of(
                        kind,
                        model.file().toString(),
                        stack.bootstrap(),
                        topics.noisy(),
                        topics.denoised(),
                        group,
                        Integer.toString(plan.cores()),
                        stack.state().resolve(group).toString()));
        return measured(stack, name, group, List.of(process), waiting, false);
    }

    private BenchFigures.StreamRow measured(
            BenchStack stack,
            String name,
            String group,
            List<ServiceProcess> processes,
            int waiting,
            boolean tellsHeap) {
        try {
            return new DrainRate(stack, plan).measure(name, group, processes, waiting, tellsHeap);
        } finally {
            processes.forEach(stack::stop);
        }
    }

    private String nextGroup() {
        groups++;
        return "bench-" + groups;
    }

    private List<BenchFigures.ScalingRow> scaling(BenchStack stack, BenchModel model, int waiting) {
        console.step("partitions and instances");
        stack.prepare(ONE, 1, model.published());
        stack.fill(waiting, BenchImages.pngs(model.shape(), new Topics(ONE).noisy()));
        List<BenchFigures.ScalingRow> rows = new ArrayList<>();
        rows.add(scaled(stack, ONE, 1, 1, waiting));
        rows.add(scaled(stack, MANY, PARTITIONS, 1, waiting));
        rows.add(scaled(stack, MANY, PARTITIONS, 2, waiting));
        rows.forEach(row -> console.detail(String.format(
                Locale.ROOT,
                "%d partition(s), %d instance(s): %.0f images/s",
                row.partitions(),
                row.instances(),
                row.imagesPerSecond())));
        return rows;
    }

    private BenchFigures.ScalingRow scaled(
            BenchStack stack, String prefix, int partitions, int instances, int waiting) {
        BenchFigures.StreamRow row = denoiser(stack, Rounds.EXACTLY_ONCE, EXACTLY_ONCE, prefix, instances, waiting);
        return new BenchFigures.ScalingRow(partitions, instances, row.imagesPerSecond());
    }

    /** The small network, as a frame classifier: its ceiling, and the classifier working off a topic of frames. */
    private List<BenchFigures.FeedForwardRow> feedForward(BenchStack stack) {
        if (plan.feedForward().isEmpty()) {
            return List.of();
        }
        console.step("a feed-forward network of " + FeedForward.parameters() + " parameters");
        BenchModel small =
                BenchModel.classifier(stack.state().resolve("feed-forward.onnx"), FeedForward.onnx(), "random weights");
        Map<Integer, Double> ceilings = new TreeMap<>();
        ceiling(stack, small, plan.feedForward())
                .forEach(row -> ceilings.merge(row.batch(), row.imagesPerSecond(), Math::max));
        stack.prepare(SMALL, PARTITIONS, small.published());
        // the topic is read at the stream's own speed, which is far below the largest ceiling
        int waiting = SMALL_RATE * (plan.seconds() + plan.warmUp());
        stack.fill(waiting, BenchImages.frames(small.shape(), new Topics(SMALL).denoised()));
        List<BenchFigures.FeedForwardRow> rows = new ArrayList<>();
        for (int batch : plan.feedForward()) {
            double rate = classifier(stack, batch, waiting);
            rows.add(new BenchFigures.FeedForwardRow(batch, ceilings.get(batch), rate));
            console.detail(String.format(
                    Locale.ROOT,
                    "batches of %d: %.0f images/s, ONNX Runtime alone %.0f",
                    batch,
                    rate,
                    ceilings.get(batch)));
        }
        return rows;
    }

    private double classifier(BenchStack stack, int batch, int waiting) {
        String group = nextGroup();
        ServiceProcess process = stack.service(
                ServiceSpecs.CLASSIFIER,
                SMALL,
                group,
                List.of("limpid.max-batch=" + batch, "limpid.kafka.group.id=" + group));
        return measured(stack, "classifier", group, List.of(process), waiting, false)
                .imagesPerSecond();
    }
}
