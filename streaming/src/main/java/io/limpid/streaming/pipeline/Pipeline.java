package io.limpid.streaming.pipeline;

import static java.util.Objects.requireNonNull;

import io.limpid.streaming.loop.BatchHandler;
import io.limpid.streaming.loop.BatchOutput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Answers a batch chunk by chunk, so that while one chunk is inferred the next are decoded and the last are encoded, on threads
 * beside. Answers are sent by the caller's thread in the order of the records. A batch that is one chunk takes no other thread.
 *
 * @param <I> what a record is decoded to
 */
public final class Pipeline<I> implements BatchHandler, AutoCloseable {
    private final Stages<I> stages;
    private final ChunkLimits limits;
    private final int ahead;
    private final ExecutorService helpers;

    /**
     * How much is worked on at once. Of chunks there are in memory, at most, as many decoded as there are helpers, as many being
     * encoded, and one between.
     *
     * @param records in a chunk, at least 1
     * @param values in a chunk, but for the last of its records: large images come in smaller chunks
     */
    public record ChunkLimits(int records, long values) {
        public ChunkLimits {
            if (records < 1 || values < 1) {
                throw new IllegalArgumentException(
                        "expected limits of at least 1, found records=" + records + ", values=" + values);
            }
        }
    }

    /** @param helpers threads that decode and encode, at least 1 */
    public Pipeline(Stages<I> stages, ChunkLimits limits, int helpers) {
        this.stages = requireNonNull(stages, "stages");
        this.limits = requireNonNull(limits, "limits");
        this.ahead = helpers;
        this.helpers = Executors.newFixedThreadPool(helpers, work -> {
            Thread thread = new Thread(work, "stream-helper");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void handle(List<ConsumerRecord<byte[], byte[]>> batch, BatchOutput output) {
        boolean oneChunk = batch.size() <= limits.records();
        Executor executor = oneChunk ? Runnable::run : helpers;
        Decoding decoding = new Decoding(batch, executor);
        Deque<FutureTask<List<Answer>>> encoding = new ArrayDeque<>();
        while (decoding.hasNext()) {
            List<Supplier<Answer>> answers = stages.infer(decoding.next());
            encoding.add(started(
                    new FutureTask<>(() -> answers.stream().map(Supplier::get).toList()), executor));
            if (encoding.size() > ahead) {
                send(encoding.remove(), output);
            }
        }
        encoding.forEach(answers -> send(answers, output));
    }

    private static void send(FutureTask<List<Answer>> encoded, BatchOutput output) {
        result(encoded).forEach(answer -> answer.sendTo(output));
    }

    private static <T> FutureTask<T> started(FutureTask<T> task, Executor executor) {
        executor.execute(task);
        return task;
    }

    private static <T> T result(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("answering a batch failed: " + failure.getCause(), failure.getCause());
        }
    }

    /** The batch's chunks in order, some of them decoded before they are asked for. */
    private final class Decoding {
        private final List<ConsumerRecord<byte[], byte[]>> batch;
        private final Executor executor;
        private final Deque<Chunk<I>> started = new ArrayDeque<>();
        private int next;

        Decoding(List<ConsumerRecord<byte[], byte[]>> batch, Executor executor) {
            this.batch = batch;
            this.executor = executor;
        }

        boolean hasNext() {
            return !started.isEmpty() || next < batch.size();
        }

        List<I> next() {
            startMore();
            Chunk<I> chunk = started.remove();
            List<I> items = result(chunk.items);
            int decodedTo = chunk.from + items.size();
            if (decodedTo < chunk.to) {
                // large images filled it early: the rest of its records is a chunk of its own
                started.addFirst(start(decodedTo, chunk.to));
            } else {
                startMore();
            }
            return items;
        }

        private void startMore() {
            while (started.size() < ahead && next < batch.size()) {
                int to = Math.min(batch.size(), next + limits.records());
                started.add(start(next, to));
                next = to;
            }
        }

        private Chunk<I> start(int from, int to) {
            return new Chunk<>(from, to, Pipeline.started(new FutureTask<>(() -> decode(from, to)), executor));
        }

        private List<I> decode(int from, int to) {
            List<I> items = new ArrayList<>(to - from);
            long values = 0;
            for (int i = from; i < to && values < limits.values(); i++) {
                I item = stages.decode(batch.get(i));
                items.add(item);
                values += stages.values(item);
            }
            return items;
        }
    }

    /** Records of the batch on their way to items, as many of them as fit. */
    private record Chunk<I>(int from, int to, FutureTask<List<I>> items) {}

    /** Ends the helpers; no batch may be in progress. */
    @Override
    public void close() {
        helpers.shutdownNow();
    }
}
