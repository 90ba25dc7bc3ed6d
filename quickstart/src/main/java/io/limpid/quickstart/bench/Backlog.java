package io.limpid.quickstart.bench;

import static java.util.Objects.requireNonNull;

import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that wait in a topic to be worked off, by each group that is measured from the first on. */
final class Backlog {
    private final BenchStack stack;
    private final String prefix;
    private final IntFunction<ProducerRecord<byte[], byte[]>> record;
    private int waiting;

    /**
     * Fills a topic.
     *
     * @param prefix of the topics it belongs to
     * @param record makes a record by its number
     */
    Backlog(BenchStack stack, String prefix, IntFunction<ProducerRecord<byte[], byte[]>> record, int count) {
        this.stack = requireNonNull(stack, "stack");
        this.prefix = requireNonNull(prefix, "prefix");
        this.record = requireNonNull(record, "record");
        add(count);
    }

    String prefix() {
        return prefix;
    }

    int waiting() {
        return waiting;
    }

    /** As many again. */
    void grow() {
        add(waiting);
    }

    private void add(int count) {
        int from = waiting;
        stack.fill(count, i -> record.apply(from + i));
        waiting += count;
    }
}
