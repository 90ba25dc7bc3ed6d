package io.limpid.streaming.pipeline;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.stream.DeadLetter;
import io.limpid.streaming.loop.BatchOutput;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** What a record is answered with, ready to be sent. */
public sealed interface Answer {
    void sendTo(BatchOutput output);

    /** An answer proper. */
    record Reply(ConsumerRecord<byte[], byte[]> source, Headers headers, byte[] value) implements Answer {
        public Reply {
            requireNonNull(source, "source");
            requireNonNull(headers, "headers");
            requireNonNull(value, "value");
        }

        @Override
        public void sendTo(BatchOutput output) {
            output.answer(source, headers, value);
        }
    }

    /** The record as it came, with why it could not be answered. */
    record Burial(ConsumerRecord<byte[], byte[]> source, DeadLetter deadLetter) implements Answer {
        public Burial {
            requireNonNull(source, "source");
            requireNonNull(deadLetter, "deadLetter");
        }

        @Override
        public void sendTo(BatchOutput output) {
            output.bury(source, deadLetter);
        }
    }
}
