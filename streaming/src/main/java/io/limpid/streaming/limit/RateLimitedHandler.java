package io.limpid.streaming.limit;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.stream.DeadLetter;
import io.limpid.streaming.loop.BatchHandler;
import io.limpid.streaming.loop.BatchOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** Lets another handler answer the records that keep to a limit; the others become dead letters, in their place among the rest. */
public final class RateLimitedHandler implements BatchHandler {
    static final String REASON = "RATE_LIMITED";

    private static final int LONGEST_QUOTE = 64;
    private static final double MICROS_IN_A_MILLI = 1_000;

    private final RateLimit limit;
    private final KeyRates rates;
    private final BatchHandler handler;

    public RateLimitedHandler(RateLimit limit, BatchHandler handler) {
        this.limit = requireNonNull(limit, "limit");
        this.rates = new KeyRates(limit);
        this.handler = requireNonNull(handler, "handler");
    }

    @Override
    public void handle(List<ConsumerRecord<byte[], byte[]>> batch, BatchOutput output) {
        rates.begin(batch);
        List<ConsumerRecord<byte[], byte[]>> kept = new ArrayList<>(batch.size());
        Map<ConsumerRecord<byte[], byte[]>, DeadLetter> refused = new IdentityHashMap<>();
        for (ConsumerRecord<byte[], byte[]> message : batch) {
            long early = rates.early(message);
            if (early == 0) {
                kept.add(message);
            } else {
                refused.put(message, deadLetter(message, early));
            }
        }
        InOrder inOrder = new InOrder(batch, refused, output);
        if (!kept.isEmpty()) {
            handler.handle(kept, inOrder);
        }
        if (!inOrder.leavesRest) {
            inOrder.buryRest();
        }
    }

    private DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> message, long early) {
        String text = String.format(
                Locale.ROOT,
                "expected at most %s records a second of %s, and %d at once; by its timestamp this one came %.1f ms too early;"
                        + " send less often, or raise limpid.rate-limit.per-second",
                limit.perSecond(),
                quoted(message.key()),
                limit.burst(),
                early / MICROS_IN_A_MILLI);
        return new DeadLetter(REASON, text, "");
    }

    private static String quoted(byte[] key) {
        if (key == null) {
            return "those without a key";
        }
        String text = new String(key, 0, Math.min(key.length, LONGEST_QUOTE), StandardCharsets.UTF_8);
        return "key '" + text + (key.length > LONGEST_QUOTE ? "…'" : "'");
    }

    /** Buries what was refused just before what comes after it, so that dead letters keep the order of their records. */
    private static final class InOrder implements BatchOutput {
        private final List<ConsumerRecord<byte[], byte[]>> batch;
        private final Map<ConsumerRecord<byte[], byte[]>, DeadLetter> refused;
        private final BatchOutput output;
        private int next;
        private boolean leavesRest;

        InOrder(
                List<ConsumerRecord<byte[], byte[]>> batch,
                Map<ConsumerRecord<byte[], byte[]>, DeadLetter> refused,
                BatchOutput output) {
            this.batch = batch;
            this.refused = refused;
            this.output = output;
        }

        @Override
        public boolean isEnough() {
            return output.isEnough();
        }

        @Override
        public void leaveRest() {
            leavesRest = true;
            output.leaveRest();
        }

        @Override
        public void answer(ConsumerRecord<byte[], byte[]> source, Headers headers, byte[] value) {
            buryBefore(source);
            output.answer(source, headers, value);
        }

        @Override
        public void bury(ConsumerRecord<byte[], byte[]> source, DeadLetter deadLetter) {
            buryBefore(source);
            output.bury(source, deadLetter);
        }

        private void buryBefore(ConsumerRecord<byte[], byte[]> source) {
            while (batch.get(next) != source) {
                buryRefused(batch.get(next++));
            }
            next++;
        }

        private void buryRefused(ConsumerRecord<byte[], byte[]> message) {
            DeadLetter why = refused.get(message);
            if (why != null) {
                output.bury(message, why);
            }
        }

        void buryRest() {
            while (next < batch.size()) {
                buryRefused(batch.get(next++));
            }
        }
    }
}
