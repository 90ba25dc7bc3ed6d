package io.limpid.streaming.pipeline;

import static java.util.Objects.requireNonNull;

import io.limpid.streaming.StreamMetrics;
import io.limpid.streaming.loop.BatchHandler;
import io.limpid.streaming.loop.BatchOutput;
import io.limpid.streaming.loop.BatchWork;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Answers a batch chunk by chunk on several threads, so that one chunk is decoded while another is inferred and a third is encoded.
 * Answers are sent by the caller's thread in the order of the records. A batch of one chunk takes no other thread.
 *
 * @param <R> what a record is read as
 * @param <O> what became of it
 */
public final class Pipeline<R, O> implements BatchHandler, AutoCloseable {
    /** Fewer records gain nothing by a second thread. */
    private static final int SMALLEST_CHUNK = 8;

    private final Stages<R, O> stages;
    private final ChunkLimits limits;
    private final PixelBudget budget;
    private final int threads;
    private final ExecutorService workers;
    /** Of a record, as it was lately. */
    private volatile double valuesAByte;

    private final Timer decodeTime;
    private final Timer inferTime;
    private final Timer encodeTime;

    /**
     * How much a thread works on at once; twice as many chunks as there are threads are in memory at most, read or answered.
     *
     * @param records in a chunk, at least 1
     * @param values that what was read keeps, but for the last of its records: large images come in smaller chunks
     */
    public record ChunkLimits(int records, long values) {
        public ChunkLimits {
            if (records < 1 || values < 1) {
                throw new IllegalArgumentException(
                        "expected limits of at least 1, found records=" + records + ", values=" + values);
            }
        }
    }

    /**
     * @param budget that the stages' readers take from, if they do; given back when what was read is answered
     * @param threads that work on chunks, at least 1
     */
    public Pipeline(Stages<R, O> stages, ChunkLimits limits, PixelBudget budget, int threads, StreamMetrics metrics) {
        this.stages = requireNonNull(stages, "stages");
        this.limits = requireNonNull(limits, "limits");
        this.budget = requireNonNull(budget, "budget");
        this.threads = threads;
        this.decodeTime = metrics.stage("decode");
        this.inferTime = metrics.stage("infer");
        this.encodeTime = metrics.stage("encode");
        this.workers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "stream-worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void handle(List<ConsumerRecord<byte[], byte[]>> batch, BatchOutput output) {
        begin(batch).sendTo(output);
    }

    @Override
    public BatchWork begin(List<ConsumerRecord<byte[], byte[]>> batch) {
        int size = chunkSize(batch);
        if (size == batch.size()) {
            return output -> {
                List<Answer> answers = answers(batch, output::isEnough);
                send(answers, output);
                if (answers.size() < batch.size()) {
                    output.leaveRest();
                }
            };
        }
        Chunks chunks = new Chunks(batch, size);
        chunks.begin();
        return chunks;
    }

    /** A batch in chunks, the first of which are with the threads. */
    private final class Chunks implements BatchWork {
        private final List<ConsumerRecord<byte[], byte[]>> batch;
        private final int size;
        private final Deque<Future<List<Answer>>> inProgress = new ArrayDeque<>();
        /** Known once answers are asked for. */
        private volatile BooleanSupplier enough = () -> false;

        private int from;

        Chunks(List<ConsumerRecord<byte[], byte[]>> batch, int size) {
            this.batch = batch;
            this.size = size;
        }

        void begin() {
            while (from < batch.size() && inProgress.size() < 2 * threads) {
                List<ConsumerRecord<byte[], byte[]>> chunk = batch.subList(from, Math.min(batch.size(), from + size));
                FutureTask<List<Answer>> task = new FutureTask<>(() -> answers(chunk, () -> enough.getAsBoolean()));
                workers.execute(task);
                inProgress.add(task);
                from += size;
            }
        }

        @Override
        public void sendTo(BatchOutput output) {
            enough = output::isEnough;
            try {
                if (sendInOrder(output) < batch.size()) {
                    output.leaveRest();
                }
            } finally {
                giveUp();
            }
        }

        /** @return how many of the first records */
        private int sendInOrder(BatchOutput output) {
            int sent = 0;
            boolean hasGap = false;
            while (!inProgress.isEmpty() && !hasGap) {
                List<Answer> answers = result(inProgress.remove());
                if (!output.isEnough()) {
                    begin();
                }
                send(answers, output);
                sent += answers.size();
                // what is answered behind it is answered once more when it comes again
                hasGap = sent % size != 0;
            }
            return sent;
        }

        @Override
        public void giveUp() {
            enough = () -> true;
            inProgress.forEach(task -> task.cancel(false));
        }
    }

    /** Of equal size and as many as keep all threads busy to the end, where there is enough to do for it; of large images one or a few. */
    private int chunkSize(List<ConsumerRecord<byte[], byte[]>> batch) {
        double valuesEach = valuesAByte * bytes(batch) / batch.size();
        return (int) Math.max(1, Math.min(usualChunkSize(batch.size()), limits.values() / Math.max(1, valuesEach)));
    }

    private static long bytes(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .mapToLong(record -> record.value() == null ? 1 : Math.max(1, record.value().length))
                .sum();
    }

    private int usualChunkSize(int records) {
        int rounds = divideUp(records, limits.records() * threads);
        int chunks = Math.min(rounds * threads, Math.max(1, records / SMALLEST_CHUNK));
        return Math.min(limits.records(), divideUp(records, chunks));
    }

    private static int divideUp(int number, int by) {
        return (number + by - 1) / by;
    }

    private static void send(List<Answer> answers, BatchOutput output) {
        answers.forEach(answer -> answer.sendTo(output));
    }

    private static <T> T result(Future<T> task) {
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

    /** Of all of a chunk, or, where it takes too long, of the first of it. */
    private List<Answer> answers(List<ConsumerRecord<byte[], byte[]>> chunk, BooleanSupplier enough) {
        List<Answer> answers = new ArrayList<>(chunk.size());
        while (answers.size() < chunk.size() && (answers.isEmpty() || !enough.getAsBoolean())) {
            try {
                answer(decoded(chunk.subList(answers.size(), chunk.size())), answers);
            } finally {
                budget.giveBack();
            }
        }
        return answers;
    }

    /** As many as fit, at least one. */
    private List<Item<R>> decoded(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Item<R>> items = new ArrayList<>(records.size());
        long values = 0;
        for (int i = 0; i < records.size() && values < limits.values() && !budget.isTaken(); i++) {
            ConsumerRecord<byte[], byte[]> next = records.get(i);
            Item<R> item = decodeTime.record(() -> stages.decode(next));
            items.add(item);
            values += item instanceof Item.Readable<R> readable ? stages.values(readable.request()) : 0;
        }
        valuesAByte = (double) values / bytes(records.subList(0, items.size()));
        return items;
    }

    private void answer(List<Item<R>> items, List<Answer> answers) {
        List<R> requests = new ArrayList<>(items.size());
        for (Item<R> item : items) {
            if (item instanceof Item.Readable<R> readable) {
                requests.add(readable.request());
            }
        }
        List<O> outcomes = requests.isEmpty() ? List.of() : inferTime.record(() -> stages.infer(requests));
        int next = 0;
        for (Item<R> item : items) {
            if (item instanceof Item.Readable<R> readable) {
                O outcome = outcomes.get(next++);
                answers.add(encodeTime.record(() -> stages.encode(readable, outcome)));
            } else if (item instanceof Item.Unreadable<R> unreadable) {
                answers.add(new Answer.Burial(unreadable.source(), unreadable.deadLetter()));
            }
        }
    }

    /** Ends the workers; no batch may be in progress. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
