package io.limpid.load.run;

import io.limpid.broker.TopicCreation;
import io.limpid.contracts.stream.Topics;
import io.limpid.load.runtime.ModelSet;
import io.limpid.load.runtime.Node;
import io.limpid.load.runtime.StreamRuntime;
import io.limpid.load.scenario.Scenario;
import io.limpid.load.stream.Generator;
import io.limpid.load.stream.Ledger;
import io.limpid.load.stream.LoadImages;
import io.limpid.load.stream.Timetable;
import io.limpid.load.stream.Watcher;
import io.limpid.quickstart.console.Bar;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Starts broker and services, sends a scenario's images, lets its faults befall them, and reads all that comes out. */
public final class LoadRun {
    private static final Topics TOPICS = new Topics("");
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** After so long without any answer nothing is waited for any more. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

    private static final Duration LEAD = Duration.ofMillis(500);

    private final StreamRuntime runtime;
    private final Scenario scenario;
    private final Console console;

    public LoadRun(StreamRuntime runtime, Scenario scenario, Console console) {
        this.runtime = runtime;
        this.scenario = scenario;
        this.console = console;
    }

    public Outcome run() {
        console.step("starting broker and services as " + runtime.description());
        ModelSet models = prepare();
        Timetable timetable = Timetable.of(scenario.phases());
        LoadImages images = new LoadImages(TOPICS.noisy(), scenario.images(), timetable.count(), scenario.seed());
        Ledger ledger = new Ledger(images, TOPICS);
        Outcome.Plan plan = new Outcome.Plan(images, timetable, ledger);
        console.step(String.format(
                Locale.ROOT,
                "sending %,d images in %.0f s, with %d faults",
                timetable.count(),
                scenario.seconds(),
                scenario.plannedFaults().size()));
        try (Watcher watcher = new Watcher(runtime.bootstrap(), TOPICS, ledger);
                Generator generator = new Generator(runtime.bootstrap(), images, timetable);
                FaultSchedule faults = new FaultSchedule(runtime, models);
                MemorySamples memory = new MemorySamples()) {
            long begin = System.nanoTime() + LEAD.toNanos();
            watcher.start(begin);
            generator.start(begin);
            faults.start(scenario.plannedFaults(), begin);
            memory.start(runtime.nodes(), begin, scenario.seconds());
            watch(ledger, generator, faults, begin);
            double seconds = (System.nanoTime() - begin) / 1e9;
            memory.close();
            runtime.stopServices();
            drain(watcher, faults);
            if (!generator.failure().isEmpty()) {
                faults.note("the broker did not take an image: " + generator.failure());
            }
            return new Outcome(
                    scenario,
                    runtime.description(),
                    plan,
                    ledger.verdict(generator.failed()),
                    seconds,
                    generator.stored(),
                    faults.happened(),
                    memory.byNode(),
                    faults.incidents());
        }
    }

    /** Where the broker is gone, what was read before is shown, and why that isn't all. */
    private static void drain(Watcher watcher, FaultSchedule faults) {
        try {
            watcher.drain();
        } catch (CommandFailure unread) {
            faults.note(unread.getMessage());
        }
    }

    private ModelSet prepare() {
        runtime.startBroker();
        try (TopicCreation creation = new TopicCreation(runtime.bootstrap())) {
            creation.create(scenario.partitions(), TOPICS.images());
            creation.createCompacted(List.of(TOPICS.models(), TOPICS.modelReports()));
        }
        ModelSet models = new ModelSet(runtime, TOPICS);
        models.publish();
        runtime.startServices();
        return models;
    }

    /** Until everything is answered and every fault is over, or nothing comes any more. */
    private void watch(Ledger ledger, Generator generator, FaultSchedule faults, long begin) {
        long newsAt = System.nanoTime();
        int before = 0;
        Rate rate = new Rate();
        try (Bar bar = console.bar("answered", generator.count(), "images")) {
            while (true) {
                int settled = ledger.settled();
                long now = System.nanoTime();
                newsAt = settled > before || !generator.isDone() || !faults.isOver() ? now : newsAt;
                before = settled;
                bar.at(settled, note(generator, faults, rate.at(settled, now), (now - begin) / 1e9));
                boolean isAll = generator.isDone() && settled >= generator.stored() && faults.isOver();
                if (isAll || now - newsAt > SILENCE_NANOS || hasUnaskedDeath(faults)) {
                    return;
                }
                LockSupport.parkNanos(LOOK_NANOS);
                if (Thread.interrupted()) {
                    throw CommandFailure.failed("interrupted during the run", "");
                }
            }
        }
    }

    private static String note(Generator generator, FaultSchedule faults, double rate, double second) {
        return String.format(
                Locale.ROOT,
                "%.0f s, %,d sent, %.0f/s, %d faults over",
                Math.max(0, second),
                generator.sent(),
                rate,
                faults.happened().size());
    }

    /** What dies unasked is a failure of the run, and what would come after it shows nothing. */
    private boolean hasUnaskedDeath(FaultSchedule faults) {
        for (Node node : runtime.nodes()) {
            // asked in this order: a fault that ends starts the node first
            if (!node.isRunning() && !faults.isDown(node.name()) && !node.isRunning()) {
                faults.note("the " + node.name() + " ended without being told to");
                return true;
            }
        }
        return false;
    }

    /** Answers a second, over the last few. */
    private static final class Rate {
        private static final long SPAN_NANOS = TimeUnit.SECONDS.toNanos(3);

        private long fromNanos = System.nanoTime();
        private int from;
        private double last;

        double at(int settled, long now) {
            if (now - fromNanos >= SPAN_NANOS) {
                last = (settled - from) * 1e9 / (now - fromNanos);
                fromNanos = now;
                from = settled;
            }
            return last;
        }
    }
}
