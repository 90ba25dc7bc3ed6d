package io.limpid.load.run;

import io.limpid.load.runtime.ModelSet;
import io.limpid.load.runtime.Node;
import io.limpid.load.runtime.StreamRuntime;
import io.limpid.load.scenario.Fault;
import io.limpid.load.scenario.FaultKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Begins and ends faults when they are due, one at a time, on a thread of its own. */
final class FaultSchedule implements AutoCloseable {
    private final StreamRuntime runtime;
    private final ModelSet models;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "load-faults");
        made.setDaemon(true);
        return made;
    });
    private final Map<Fault, Double> begun = new HashMap<>();
    private final List<HappenedFault> happened = new ArrayList<>();
    private final List<String> incidents = new ArrayList<>();
    private final Set<String> down = ConcurrentHashMap.newKeySet();
    private long beginNanos;
    private int pending;
    private int largeModels;

    FaultSchedule(StreamRuntime runtime, ModelSet models) {
        this.runtime = runtime;
        this.models = models;
    }

    /** @param beginNanos when the first phase begins, on the clock of {@link System#nanoTime()} */
    synchronized void start(List<Fault> faults, long beginNanos) {
        this.beginNanos = beginNanos;
        pending = faults.size();
        for (Fault fault : faults) {
            schedule(fault.at(), () -> begin(fault));
        }
    }

    private void schedule(double second, Runnable action) {
        long nanos = beginNanos + (long) (second * 1e9) - System.nanoTime();
        thread.schedule(action, Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    private void begin(Fault fault) {
        Node node = runtime.node(fault.node());
        synchronized (this) {
            begun.put(fault, second());
            if (fault.kind().isDown()) {
                down.add(node.name());
            }
        }
        attempt(fault, () -> {
            fault.kind().begin(node, fault);
            if (fault.kind() == FaultKind.FILL) {
                models.publishLarge(++largeModels);
            }
        });
        schedule(second() + fault.seconds(), () -> end(fault, node));
    }

    private void end(Fault fault, Node node) {
        StringBuilder remark = new StringBuilder();
        attempt(fault, () -> {
            if (fault.kind() == FaultKind.FILL) {
                remark.append(models.stateOfLarge(node.name()));
            }
        });
        attempt(fault, () -> fault.kind().end(node));
        synchronized (this) {
            down.remove(node.name());
            happened.add(new HappenedFault(fault, begun.getOrDefault(fault, fault.at()), second(), remark.toString()));
            pending--;
        }
    }

    /** What goes wrong is noted, and the run goes on: the end of a fault must come in any case. */
    private void attempt(Fault fault, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failure) {
            note(fault + ": " + failure.getMessage());
        }
    }

    private double second() {
        return (System.nanoTime() - beginNanos) / 1e9;
    }

    synchronized void note(String incident) {
        incidents.add(incident);
    }

    /** Whether the node is down because of a fault. */
    boolean isDown(String node) {
        return down.contains(node);
    }

    synchronized boolean isOver() {
        return pending == 0;
    }

    /** In the order of their ends. */
    synchronized List<HappenedFault> happened() {
        return List.copyOf(happened);
    }

    /** What went otherwise than planned. */
    synchronized List<String> incidents() {
        return List.copyOf(incidents);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
