package io.limpid.trainer.training;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Makes an epoch's batches on a thread of its own, a few ahead, so that noise and reading cost the training no time. */
final class BatchFeed implements AutoCloseable {
    private static final int AHEAD = 4;

    /** A batch's values; handed over, never shared. */
    static final class Batch {
        final float[] inputs;
        final float[] targets;
        final int size;

        Batch(int size, int inputSize, int targetSize) {
            this.size = size;
            this.inputs = new float[size * inputSize];
            this.targets = new float[size * targetSize];
        }

        private Batch(float[] inputs, float[] targets, int size) {
            this.inputs = inputs;
            this.targets = targets;
            this.size = size;
        }

        /** The samples from {@code from} on, before {@code to}; itself where that is all. */
        Batch slice(int from, int to) {
            if (to - from == size) {
                return this;
            }
            int input = inputs.length / size;
            int target = targets.length / size;
            return new Batch(
                    Arrays.copyOfRange(inputs, from * input, to * input),
                    Arrays.copyOfRange(targets, from * target, to * target),
                    to - from);
        }
    }

    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(AHEAD);
    private final Samples samples;
    private final int inputSize;
    private final int batch;
    private final int epoch;
    private final int[] order;
    private final Thread thread;
    private volatile Throwable failure;
    private volatile long cpuNanos;

    BatchFeed(Samples samples, int inputSize, int batch, int epoch, int[] order) {
        this.samples = samples;
        this.inputSize = inputSize;
        this.batch = batch;
        this.epoch = epoch;
        this.order = order;
        this.thread = new Thread(this::fill, "batch-feed");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** A seeded order of an epoch's samples (Fisher and Yates). */
    static int[] shuffled(int size, long seed, int epoch) {
        int[] order = inOrder(size);
        SplittableRandom random = new SplittableRandom(seed * 31 + epoch);
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    static int[] inOrder(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        return order;
    }

    int batches() {
        return order.length / batch;
    }

    private void fill() {
        try {
            for (int i = 0; i < batches(); i++) {
                Batch made = make(i * batch);
                cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                queue.put(made);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error broken) {
            // memory run out included: the training waits for this thread, and would wait for ever
            failure = broken;
            queue.clear();
            queue.add(new Batch(0, 0, 0));
        }
    }

    private Batch make(int from) {
        Batch made = new Batch(batch, inputSize, samples.targetSize());
        samples.fillAll(Arrays.copyOfRange(order, from, from + batch), epoch, made.inputs, made.targets);
        return made;
    }

    Batch next() throws InterruptedException {
        Batch next = queue.take();
        if (failure != null) {
            throw new IllegalStateException("making a batch failed: " + failure.getMessage(), failure);
        }
        return next;
    }

    /** Processor time spent on making batches so far; 0 or less where it can't be measured. */
    long cpuNanos() {
        return cpuNanos;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
