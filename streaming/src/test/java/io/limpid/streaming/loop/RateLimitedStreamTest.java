package io.limpid.streaming.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.stream.HeaderNames;
import io.limpid.fixtures.TemporaryBroker;
import io.limpid.streaming.limit.RateLimit;
import io.limpid.streaming.limit.RateLimitedHandler;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RateLimitedStreamTest {
    private static final long AT = 1_700_000_000_000L;

    /** The first batch fails after it was answered in full: it is undone, and what passed then passes again. */
    @Test
    void aBatchThatIsUndoneIsDecidedAsBefore() {
        try (TemporaryBroker broker = TemporaryBroker.start();
                LoopHarness harness = new LoopHarness(broker)) {
            send(harness, "greedy", 20);
            send(harness, "modest", 2);
            AtomicBoolean failed = new AtomicBoolean();
            BatchHandler failsOnce = (batch, output) -> {
                LoopHarness.copy(batch, output);
                if (!failed.getAndSet(true)) {
                    throw new IllegalStateException("once");
                }
            };

            harness.start("one", new RateLimitedHandler(new RateLimit(5, 5, 100), failsOnce), new RecordingListener());

            List<String> answers = harness.answers(7);
            assertThat(answers)
                    .containsExactlyInAnyOrder(
                            "greedy-0", "greedy-1", "greedy-2", "greedy-3", "greedy-4", "modest-0", "modest-1");
            List<ConsumerRecord<byte[], byte[]>> dead = harness.probe.committed(harness.dead, 15);
            assertThat(dead.stream().map(one -> LoopHarness.text(one.value())))
                    .containsExactly(names("greedy-", 5, 20));
            assertThat(dead).allSatisfy(one -> {
                assertThat(HeaderNames.text(one.headers(), HeaderNames.DEAD_LETTER_REASON))
                        .contains("RATE_LIMITED");
                assertThat(HeaderNames.text(one.headers(), HeaderNames.DEAD_LETTER_MESSAGE))
                        .hasValueSatisfying(text -> assertThat(text).contains("of key 'greedy'"));
            });
            assertThat(failed).isTrue();
        }
    }

    private static void send(LoopHarness harness, String key, int count) {
        for (int i = 0; i < count; i++) {
            harness.probe.send(new ProducerRecord<>(
                    harness.source, 0, AT, LoopHarness.bytes(key), LoopHarness.bytes(key + "-" + i)));
        }
    }

    private static String[] names(String prefix, int from, int to) {
        String[] names = new String[to - from];
        for (int i = from; i < to; i++) {
            names[i - from] = prefix + i;
        }
        return names;
    }
}
