package io.limpid.streaming.loop;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** How a batch's answers and offsets become final. */
sealed interface CommitPolicy {
    static CommitPolicy of(Delivery delivery, Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> consumer) {
        return delivery == Delivery.EXACTLY_ONCE
                ? new Transactional(producer, consumer)
                : new AfterFlush(producer, consumer);
    }

    /** Once, before the first batch. */
    void prepare();

    void begin();

    /** @param sendFailure what a send of this batch failed with, asked for when all sends have ended */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets, Supplier<Optional<Exception>> sendFailure);

    void undo();

    /** Answers and offsets in one transaction, fenced by the consumer's generation (KIP-447). */
    record Transactional(Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> consumer) implements CommitPolicy {
        @Override
        public void prepare() {
            // Ends what an earlier life of this replica left open, and fences it off should it still be alive.
            producer.initTransactions();
        }

        @Override
        public void begin() {
            producer.beginTransaction();
        }

        @Override
        public void commit(Map<TopicPartition, OffsetAndMetadata> offsets, Supplier<Optional<Exception>> sendFailure) {
            producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
            producer.commitTransaction();
        }

        @Override
        public void undo() {
            producer.abortTransaction();
        }
    }

    /** Offsets after the answers have been acknowledged. */
    record AfterFlush(Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> consumer) implements CommitPolicy {
        @Override
        public void prepare() {
            // nothing to end: there are no transactions
        }

        @Override
        public void begin() {
            // answers go out as they come
        }

        @Override
        public void commit(Map<TopicPartition, OffsetAndMetadata> offsets, Supplier<Optional<Exception>> sendFailure) {
            producer.flush();
            sendFailure.get().ifPresent(failure -> {
                throw new KafkaException("an answer could not be written: " + failure.getMessage(), failure);
            });
            commitEvenWhenWoken(offsets);
        }

        /** The loop is woken to end a poll; a commit that it happens to meet instead is not to be left undone. */
        private void commitEvenWhenWoken(Map<TopicPartition, OffsetAndMetadata> offsets) {
            try {
                consumer.commitSync(offsets);
            } catch (WakeupException closing) {
                consumer.commitSync(offsets);
            }
        }

        @Override
        public void undo() {
            // what is written stays written; the batch will be answered again
        }
    }
}
