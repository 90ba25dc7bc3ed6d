package io.limpid.quickstart.bench;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.Http;
import io.limpid.quickstart.process.LogTail;
import io.limpid.quickstart.process.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** How fast a group works off what waits in its topic, by the offsets it has committed. */
final class DrainRate {
    private static final Pattern ALLOCATED =
            Pattern.compile("(?m)^jvm_gc_memory_allocated_bytes_total(?:\\{[^}]*})? ([0-9.E+]+)");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long PAUSE_MILLIS = 25;
    /** Between looks at what is measured: each costs the broker, and the cores, something. */
    private static final long LOOK_MILLIS = 500;

    private final BenchStack stack;
    private final BenchPlan plan;
    private final Http http = new Http();

    DrainRate(BenchStack stack, BenchPlan plan) {
        this.stack = stack;
        this.plan = plan;
    }

    /** What the group had committed, and what it had cost, at one time. */
    private record Sample(long nanos, long committed, double cpu, double brokerCpu, OptionalDouble allocated) {}

    /**
     * Waits until the group's processes are warm, then measures it.
     *
     * @param processes whose consumers form the group; all the same program
     * @param waiting how many records are in the topic
     * @param tellsHeap whether the processes have metrics to ask
     * @return empty when they ran out before the end
     */
    Optional<BenchFigures.StreamRow> measure(
            String name, String group, List<ServiceProcess> processes, long waiting, boolean tellsHeap) {
        long begin = System.nanoTime();
        while (committed(group) == 0) {
            requireProgress(name, processes, begin);
            pause(PAUSE_MILLIS);
        }
        List<ServiceProcess> warmed = new ArrayList<>(processes);
        warmed.add(stack.broker());
        Compilers.warmUp(warmed, plan.warmUp(), seconds -> pause(TimeUnit.SECONDS.toMillis(seconds)));
        Sample first = sample(group, processes, tellsHeap);
        Sample last = first;
        boolean progress = false;
        while (last.committed() < waiting
                && (!progress || last.nanos() - first.nanos() < TimeUnit.SECONDS.toNanos(plan.seconds()))) {
            pause(LOOK_MILLIS);
            last = sample(group, processes, false);
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
        last = tellsHeap ? withHeap(last, processes) : last;
        return Optional.of(row(name, first, last));
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

    private static BenchFigures.StreamRow row(String name, Sample first, Sample last) {
        double images = last.committed() - first.committed();
        Double heap = first.allocated().isPresent() && last.allocated().isPresent()
                ? (last.allocated().getAsDouble() - first.allocated().getAsDouble()) / images
                : null;
        return new BenchFigures.StreamRow(
                name,
                images / ((last.nanos() - first.nanos()) / 1e9),
                (last.cpu() - first.cpu()) / images,
                (last.brokerCpu() - first.brokerCpu()) / images,
                heap);
    }

    private Sample sample(String group, List<ServiceProcess> processes, boolean heap) {
        Sample sample = new Sample(
                System.nanoTime(),
                committed(group),
                processes.stream().mapToDouble(ServiceProcess::cpuMicros).sum(),
                stack.broker().cpuMicros(),
                OptionalDouble.empty());
        return heap ? withHeap(sample, processes) : sample;
    }

    private Sample withHeap(Sample sample, List<ServiceProcess> processes) {
        double sum = 0;
        for (ServiceProcess process : processes) {
            OptionalDouble allocated = allocated(process);
            if (allocated.isEmpty()) {
                return sample;
            }
            sum += allocated.getAsDouble();
        }
        return new Sample(sample.nanos(), sample.committed(), sample.cpu(), sample.brokerCpu(), OptionalDouble.of(sum));
    }

    private OptionalDouble allocated(ServiceProcess process) {
        try {
            Matcher matcher = ALLOCATED.matcher(
                    http.get(process.management().resolve("/q/metrics")).text());
            return matcher.find() ? OptionalDouble.of(Double.parseDouble(matcher.group(1))) : OptionalDouble.empty();
        } catch (IOException silent) {
            return OptionalDouble.empty();
        }
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
