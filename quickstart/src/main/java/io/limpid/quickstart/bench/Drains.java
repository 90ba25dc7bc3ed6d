package io.limpid.quickstart.bench;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.ServiceProcess;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Has one group after another work off a backlog, each from its beginning, and measures how fast. */
final class Drains {
    private final BenchStack stack;
    private final Console console;
    private final BenchPlan plan;
    private final AtomicInteger groups;

    Drains(BenchStack stack, Console console, BenchPlan plan) {
        this(stack, console, plan, new AtomicInteger());
    }

    private Drains(BenchStack stack, Console console, BenchPlan plan, AtomicInteger groups) {
        this.groups = groups;
        this.stack = requireNonNull(stack, "stack");
        this.console = requireNonNull(console, "console");
        this.plan = requireNonNull(plan, "plan");
    }

    /** On the same stack, with other times. */
    Drains with(BenchPlan other) {
        return new Drains(stack, console, other, groups);
    }

    /**
     * Where the records run out, for the machine does more now than when that was estimated, it is done again with more.
     *
     * @param start starts the processes that form a group of that name; they are stopped here
     */
    BenchFigures.StreamRow measured(String name, Backlog backlog, Function<String, List<ServiceProcess>> start) {
        while (true) {
            String group = nextGroup();
            List<ServiceProcess> processes = start.apply(group);
            try {
                Optional<BenchFigures.StreamRow> row =
                        new DrainRate(stack, plan).measure(name, group, processes, backlog.waiting());
                if (row.isPresent()) {
                    return row.get();
                }
            } finally {
                processes.forEach(stack::stop);
            }
            console.detail(
                    name + " was done with " + backlog.waiting() + " records too early: filling in as many again");
            backlog.grow();
        }
    }

    /** A name that no group has had. */
    String nextGroup() {
        return "bench-" + groups.incrementAndGet();
    }
}
