package io.limpid.load.run;

import io.limpid.load.runtime.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The memory of each node over time. */
final class MemorySamples implements AutoCloseable {
    private static final int MOST = 600;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "load-memory");
        made.setDaemon(true);
        return made;
    });
    private final Map<String, List<MemorySample>> samples = new LinkedHashMap<>();

    /** @param seconds how long it is meant to last */
    void start(List<Node> nodes, long beginNanos, double seconds) {
        nodes.forEach(node -> samples.put(node.name(), new ArrayList<>()));
        long everyMillis = (long) Math.max(1000, 1000 * seconds / MOST);
        thread.scheduleAtFixedRate(() -> look(nodes, beginNanos), 0, everyMillis, TimeUnit.MILLISECONDS);
    }

    private void look(List<Node> nodes, long beginNanos) {
        for (Node node : nodes) {
            node.residentMebibytes().ifPresent(mebibytes -> {
                double second = (System.nanoTime() - beginNanos) / 1e9;
                synchronized (this) {
                    samples.get(node.name()).add(new MemorySample(second, mebibytes));
                }
            });
        }
    }

    /** By node. */
    synchronized Map<String, List<MemorySample>> byNode() {
        Map<String, List<MemorySample>> all = new LinkedHashMap<>();
        samples.forEach((node, of) -> all.put(node, List.copyOf(of)));
        return all;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
