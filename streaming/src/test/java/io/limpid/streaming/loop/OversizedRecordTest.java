package io.limpid.streaming.loop;

import static io.limpid.streaming.loop.LoopHarness.PATIENCE;
import static io.limpid.streaming.loop.LoopHarness.bytes;
import static io.limpid.streaming.loop.LoopHarness.names;
import static io.limpid.streaming.loop.LoopHarness.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.stream.DeadLetter;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.fixtures.TemporaryBroker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a loop does with records that a topic, or the memory, has no room for. */
class OversizedRecordTest {
    /** More than the producer's batches hold: it splits a batch that is refused into batches of that size, again and again (KAFKA-8350). */
    private static final int TAKEN = 1_000_000;

    private static final byte[] LARGE = new byte[2 * TAKEN];

    @AutoClose
    private final TemporaryBroker broker = TemporaryBroker.start();

    private final RecordingListener listener = new RecordingListener();
    private LoopHarness harness;

    @BeforeEach
    void start() throws Exception {
        // with these names the letter that is refused goes out before the answers, which then end with its error
        harness = new LoopHarness(broker, "harness3.");
        harness.limit(harness.dead, TAKEN);
        harness.limit(harness.answers, TAKEN);
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void buriesWithoutItsValueWhatTheDeadLetterTopicDoesNotTake(Delivery delivery) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("own", bytes("1"));
        harness.send("a", 2);
        for (int i = 0; i < 3; i++) {
            harness.probe.send(new ProducerRecord<>(harness.source, 0, null, bytes("k" + i), LARGE, headers));
        }
        harness.send("b", 2);

        harness.start("one", delivery, OversizedRecordTest::copyTheSmall, () -> true, listener);

        List<ConsumerRecord<byte[], byte[]>> dead = committedDead(3);
        assertThat(dead).extracting(letter -> text(letter.key())).contains("k0", "k1", "k2");
        assertThat(dead).allSatisfy(letter -> {
            assertThat(letter.value()).isNull();
            assertThat(leftOut(letter)).isEqualTo("value of " + LARGE.length + " bytes");
            assertThat(text(letter.headers().lastHeader("own").value())).isEqualTo("1");
        });
        assertThat(harness.answers(4)).contains(names("a", 2)).contains(names("b", 2));
        assertThat(listener.restarted).isEmpty();
        if (delivery == Delivery.EXACTLY_ONCE) {
            assertThat(dead).hasSize(3);
            // the first too many tells the limit; those behind it in the batch need not be refused to be known
            assertThat(listener.undone).hasSize(1);
        }
    }

    @Test
    void leavesOutHeadersAndKeyTooWhereThoseAreTooLarge() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("own", LARGE);
        harness.probe.send(new ProducerRecord<>(harness.source, 0, null, LARGE, LARGE, headers));

        harness.start("one", OversizedRecordTest::copyTheSmall, listener);

        assertThat(committedDead(1)).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isNull();
            assertThat(letter.value()).isNull();
            assertThat(letter.headers().lastHeader("own")).isNull();
            assertThat(leftOut(letter))
                    .isEqualTo("value of 2000000 bytes, headers of 2000003 bytes, key of 2000000 bytes");
            assertThat(HeaderNames.text(letter.headers(), HeaderNames.DEAD_LETTER_OFFSET))
                    .contains("0");
        });
    }

    @Test
    void anAnswerThatItsTopicDoesNotTakeBecomesADeadLetter() throws Exception {
        harness.limit(harness.dead, 10 * TAKEN);
        harness.send("a", 2);
        harness.probe.send(new ProducerRecord<>(harness.source, 0, null, LARGE));

        harness.start("one", LoopHarness::copy, listener);

        assertThat(committedDead(1)).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo(LARGE);
            assertThat(leftOut(letter)).isEmpty();
            assertThat(HeaderNames.text(letter.headers(), HeaderNames.DEAD_LETTER_REASON))
                    .contains("ANSWER_TOO_LARGE");
        });
        assertThat(harness.answers(2)).containsExactlyInAnyOrder(names("a", 2));
    }

    /** They unpack to 480 MB, of which no batch may hold more than its share, and to more than any topic takes. */
    @Test
    void unpacksNoMoreOfABombThanABatchMayHold() {
        List<Long> batches = Collections.synchronizedList(new ArrayList<>());
        harness.sendBombs(40, 9 << 20);
        harness.sendBombs(2, 60 << 20);
        harness.send("a", 2);

        harness.start(
                "one",
                (batch, output) -> {
                    batches.add(
                            batch.stream().mapToLong(one -> one.value().length).sum());
                    copyTheSmall(batch, output);
                },
                listener);

        await().atMost(PATIENCE).until(() -> listener.answered() == 2);
        assertThat(committedDead(42))
                .hasSize(42)
                .extracting(ConsumerRecord::offset)
                .isSorted();
        assertThat(batches).allMatch(bytes -> bytes <= 32 << 20 || bytes == 60 << 20);
    }

    /** While it is unpacked a value is in memory twice. */
    @Test
    void buriesByItsPlaceWhatTakesTooMuchOfTheHeap() {
        // well above an eighth: some collectors change what they say is the most
        int tooLarge = Math.toIntExact(Runtime.getRuntime().maxMemory() / 6);
        harness.send("a", 2);
        harness.sendBombs(1, tooLarge);
        harness.send("b", 2);

        harness.start("one", OversizedRecordTest::copyTheSmall, listener);

        assertThat(committedDead(1)).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isNull();
            assertThat(leftOut(letter)).isEqualTo("value of " + tooLarge + " bytes");
            assertThat(HeaderNames.text(letter.headers(), HeaderNames.DEAD_LETTER_REASON))
                    .contains("TOO_MANY_BYTES");
            assertThat(HeaderNames.text(letter.headers(), HeaderNames.DEAD_LETTER_OFFSET))
                    .contains("1");
        });
        assertThat(harness.answers(4)).hasSize(4).contains(names("a", 2)).contains(names("b", 2));
        assertThat(listener.restarted).isEmpty();
    }

    /** What is small is answered, what is large buried. */
    private static void copyTheSmall(List<ConsumerRecord<byte[], byte[]>> batch, BatchOutput output) {
        for (ConsumerRecord<byte[], byte[]> one : batch) {
            if (one.value().length < TAKEN) {
                LoopHarness.copy(List.of(one), output);
            } else {
                output.bury(one, new DeadLetter("TOO_LARGE", "", ""));
            }
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> committedDead(int count) {
        return harness.probe.committed(harness.dead, count);
    }

    private static String leftOut(ConsumerRecord<byte[], byte[]> letter) {
        return HeaderNames.text(letter.headers(), HeaderNames.DEAD_LETTER_LEFT_OUT)
                .orElse("");
    }
}
