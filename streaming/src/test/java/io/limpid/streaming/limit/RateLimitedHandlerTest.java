package io.limpid.streaming.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.stream.DeadLetter;
import io.limpid.streaming.loop.BatchHandler;
import io.limpid.streaming.loop.BatchOutput;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class RateLimitedHandlerTest {
    /** Writes down what came out, in order. */
    private static final class Outcomes implements BatchOutput {
        private final List<String> lines = new ArrayList<>();
        private String message = "";

        @Override
        public void leaveRest() {
            lines.add("rest");
        }

        @Override
        public void answer(ConsumerRecord<byte[], byte[]> source, Headers headers, byte[] value) {
            lines.add("answer " + source.offset());
        }

        @Override
        public void bury(ConsumerRecord<byte[], byte[]> source, DeadLetter deadLetter) {
            lines.add(deadLetter.reason() + " " + source.offset());
            message = deadLetter.reason().equals(RateLimitedHandler.REASON) ? deadLetter.message() : message;
        }
    }

    /** Buries every third offset, answers the others. */
    private static void handle(List<ConsumerRecord<byte[], byte[]>> batch, BatchOutput output) {
        assertThat(batch).isNotEmpty();
        for (ConsumerRecord<byte[], byte[]> one : batch) {
            if (one.offset() % 3 == 0) {
                output.bury(one, new DeadLetter("BAD", "", ""));
            } else {
                output.answer(one, one.headers(), one.value());
            }
        }
    }

    @Test
    void givesAKnownReason() {
        assertThat(DeadLetter.REASONS).contains(RateLimitedHandler.REASON);
    }

    @Test
    void everyRecordComesOutOnceAndInOrder() {
        Outcomes outcomes = new Outcomes();
        BatchHandler handler = new RateLimitedHandler(new RateLimit(1, 2, 10), RateLimitedHandlerTest::handle);
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
        for (int offset = 0; offset < 8; offset++) {
            batch.add(KeyRatesTest.message(0, offset, offset == 6 ? "b" : "a", 1_000 + 300 * offset));
        }

        handler.handle(batch, outcomes);

        assertThat(outcomes.lines)
                .containsExactly(
                        "BAD 0",
                        "answer 1",
                        "RATE_LIMITED 2",
                        "RATE_LIMITED 3",
                        "answer 4",
                        "RATE_LIMITED 5",
                        "BAD 6",
                        "answer 7");
        assertThat(outcomes.message)
                .isEqualTo(
                        "expected at most 1.0 records a second of key 'a', and 2 at once; by its timestamp this one came"
                                + " 500.0 ms too early; send less often, or raise limpid.rate-limit.per-second");
    }

    /** Else what is left would come again behind a dead letter of what comes after it. */
    @Test
    void buriesNothingBehindWhatTheHandlerLeaves() {
        Outcomes outcomes = new Outcomes();
        BatchHandler handler = new RateLimitedHandler(new RateLimit(1, 1, 10), (batch, output) -> {
            handle(batch.subList(0, 1), output);
            output.leaveRest();
        });
        handler.handle(
                List.of(
                        KeyRatesTest.message(0, 1, "a", 1_000),
                        KeyRatesTest.message(0, 2, "a", 1_000),
                        KeyRatesTest.message(0, 4, "b", 1_000),
                        KeyRatesTest.message(0, 5, "b", 1_000)),
                outcomes);

        assertThat(outcomes.lines).containsExactly("answer 1", "rest");
    }

    @Test
    void aBatchOfNothingButRefusedRecordsDoesNotReachTheHandler() {
        Outcomes outcomes = new Outcomes();
        RateLimitedHandler handler = new RateLimitedHandler(new RateLimit(1, 1, 10), RateLimitedHandlerTest::handle);
        handler.handle(List.of(KeyRatesTest.message(0, 1, null, 0)), outcomes);

        handler.handle(List.of(KeyRatesTest.message(0, 2, null, 0), KeyRatesTest.message(0, 4, null, 0)), outcomes);

        assertThat(outcomes.lines).containsExactly("answer 1", "RATE_LIMITED 2", "RATE_LIMITED 4");
        assertThat(outcomes.message).contains("of those without a key");
    }
}
