package io.limpid.quickstart.bench;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.LogTail;
import io.limpid.quickstart.process.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/** How fast a group works off what waits in its topic, by the offsets it has committed. */
final class DrainRate {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long PAUSE_MILLIS = 25;
    /** Between looks at what is measured: each costs the broker, and the cores, something. */
    private static final long LOOK_MILLIS = 500;

    private final BenchStack stack;
    private final BenchPlan plan;

    DrainRate(BenchStack stack, BenchPlan plan) {
        this.stack = stack;
        this.plan = plan;
    }

    /** What the group had committed, and what it had cost, at one time. */
    private record Sample(long nanos, long committed, double cpu, double brokerCpu) {}

    /**
     * Waits until the group's processes are warm, then measures it.
     *
     * @param processes whose consumers form the group; all the same program
     * @param waiting how many records are in the topic
     * @return empty when they ran out before the end
     */
    Optional<BenchFigures.StreamRow> measure(String name, String group, List<ServiceProcess> processes, long waiting) {
        long begin = System.nanoTime();
        while (committed(group) == 0) {
            requireProgress(name, processes, begin);
            pause(PAUSE_MILLIS);
        }
        List<ServiceProcess> warmed = new ArrayList<>(processes);
        warmed.add(stack.broker());
        Compilers.warmUp(warmed, plan.warmUp(), seconds -> pause(TimeUnit.SECONDS.toMillis(seconds)));
        if (!JvmBeans.canAsk()) {
            return measureWarm(name, group, processes, waiting, OptionalLong::empty);
        }
        try (JvmBeans beans = new JvmBeans(processes)) {
            return measureWarm(name, group, processes, waiting, () -> OptionalLong.of(beans.allocatedBytes()));
        }
    }

    private Optional<BenchFigures.StreamRow> measureWarm(
            String name, String group, List<ServiceProcess> processes, long waiting, Supplier<OptionalLong> allocated) {
        OptionalLong allocatedBefore = allocated.get();
        Sample first = sample(group, processes);
        Sample last = first;
        boolean progress = false;
        while (last.committed() < waiting
                && (!progress || last.nanos() - first.nanos() < TimeUnit.SECONDS.toNanos(plan.seconds()))) {
            pause(LOOK_MILLIS);
            last = sample(group, processes);
            progress = last.committed() > first.committed();
            if (progress) {
                processes.forEach(ServiceProcess::requireAlive);
            } else {
                requireProgress(name, processes, first.nanos());
            }
        }
        if (last.committed() >= waiting) {
            return Optional.empty();
        }
        OptionalLong allocatedAfter = allocated.get();
        double images = last.committed() - first.committed();
        Double heap = allocatedBefore.isPresent()
                ? (allocatedAfter.getAsLong() - allocatedBefore.getAsLong()) / images
                : null;
        return Optional.of(row(name, first, last, heap));
    }

    private void requireProgress(String name, List<ServiceProcess> processes, long begin) {
        processes.forEach(ServiceProcess::requireAlive);
        if (System.nanoTime() - begin > PATIENCE.toNanos()) {
            throw CommandFailure.failed(
                    name + " answered nothing within " + PATIENCE.toSeconds() + " s; its last lines:\n"
                            + LogTail.of(processes.get(0).spec().log(), 12),
                    "the logs are in " + stack.state().resolve("logs"));
        }
    }

    private static BenchFigures.StreamRow row(String name, Sample first, Sample last, @Nullable Double heap) {
        double images = last.committed() - first.committed();
        return new BenchFigures.StreamRow(
                name,
                images / ((last.nanos() - first.nanos()) / 1e9),
                (last.cpu() - first.cpu()) / images,
                (last.brokerCpu() - first.brokerCpu()) / images,
                heap);
    }

    private Sample sample(String group, List<ServiceProcess> processes) {
        return new Sample(
                System.nanoTime(),
                committed(group),
                processes.stream().mapToDouble(ServiceProcess::cpuMicros).sum(),
                stack.broker().cpuMicros());
    }

    /** All that the group has committed, over its partitions. */
    private long committed(String group) {
        try {
            return stack.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                    .filter(offset -> offset != null)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while measuring", "");
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof org.apache.kafka.common.errors.GroupIdNotFoundException) {
                return 0;
            }
            throw CommandFailure.failed(
                    "the broker does not tell how far " + group + " is: "
                            + failure.getCause().getMessage(),
                    "its log is " + stack.broker().spec().log(),
                    failure);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while measuring", "");
        }
    }
}
