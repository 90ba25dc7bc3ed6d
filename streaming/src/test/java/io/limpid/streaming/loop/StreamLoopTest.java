package io.limpid.streaming.loop;

import static io.limpid.streaming.loop.LoopHarness.PATIENCE;
import static io.limpid.streaming.loop.LoopHarness.bytes;
import static io.limpid.streaming.loop.LoopHarness.names;
import static io.limpid.streaming.loop.LoopHarness.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.stream.HeaderNames;
import io.limpid.fixtures.TemporaryBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamLoopTest {
    @AutoClose
    private static final TemporaryBroker BROKER = TemporaryBroker.start();

    private static int tests;

    private final RecordingListener listener = new RecordingListener();
    private LoopHarness harness;

    @BeforeEach
    void start() {
        harness = new LoopHarness(BROKER, "test" + ++tests + ".");
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void answersWithKeyPartitionNumberTimestampAndHeadersOfTheSource() {
        long then = 1_700_000_000_000L;
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", bytes("t"));
        harness.probe.send(new ProducerRecord<>(harness.source, 1, then, bytes("key"), bytes("one"), headers));
        harness.probe.send(new ProducerRecord<>(harness.source, 1, then + 1, null, bytes("two")));

        harness.start("one", LoopHarness::copy, listener);

        List<ConsumerRecord<byte[], byte[]>> answers = harness.probe.committed(harness.answers, 2);
        assertThat(answers).extracting(answer -> text(answer.value())).containsExactly("one", "two");
        assertThat(answers).extracting(ConsumerRecord::partition).containsOnly(1);
        assertThat(answers).extracting(ConsumerRecord::timestamp).containsExactly(then, then + 1);
        assertThat(answers).extracting(ConsumerRecord::key).containsExactly(bytes("key"), null);
        assertThat(answers.get(0).headers().lastHeader("trace").value()).isEqualTo(bytes("t"));
    }

    @Test
    void itsGroupIsNamedAfterServiceAndTopicUnlessAnotherIsConfigured() throws Exception {
        List<String> expected = new ArrayList<>(harness.groups());
        expected.addAll(List.of("copier." + harness.source, "mine"));
        harness.send("a", 1);
        harness.start("one", LoopHarness::copy, listener);
        harness.answers(1);
        harness.set("group.id", "mine");
        harness.start("two", LoopHarness::copy, listener);
        harness.answers(2);

        assertThat(harness.groups()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void keepsTheOrderOfEachPartition() {
        harness.send("a", 300);

        harness.start("one", LoopHarness::copy, listener);

        List<ConsumerRecord<byte[], byte[]>> answers = harness.probe.committed(harness.answers, 300);
        assertThat(answers).hasSize(300);
        for (int partition = 0; partition < LoopHarness.PARTITIONS; partition++) {
            int number = partition;
            assertThat(answers.stream()
                            .filter(answer -> answer.partition() == number)
                            .map(answer -> Integer.valueOf(text(answer.value()).substring(1))))
                    .isSorted()
                    .hasSize(150);
        }
    }

    @Test
    void undoesABatchThatFailedAndAnswersEachOfItsRecordsOnce() {
        harness.send("a", 20);

        harness.start("one", failingOnceAfter(10), listener);

        assertThat(harness.answers(20)).containsExactlyInAnyOrder(names("a", 20));
        await().atMost(PATIENCE).until(() -> listener.answered() == 20);
        assertThat(listener.restarted).singleElement().satisfies(cause -> assertThat(cause)
                .hasMessage("out of luck"));
    }

    @Test
    void answersAllAtLeastOnceWhereThatIsAskedFor() {
        harness.send("a", 20);

        harness.start("one", Delivery.AT_LEAST_ONCE, failingOnceAfter(10), () -> true, listener);

        await().atMost(PATIENCE).until(() -> listener.answered() == 20);
        assertThat(Set.copyOf(harness.answers(20))).containsExactlyInAnyOrder(names("a", 20));
    }

    /** Answers ten records of a batch, or fewer, and fails; but only once. */
    private static BatchHandler failingOnceAfter(int answers) {
        AtomicBoolean failed = new AtomicBoolean();
        return (batch, output) -> {
            boolean fails = failed.compareAndSet(false, true);
            LoopHarness.copy(fails ? batch.subList(0, Math.min(answers, batch.size())) : batch, output);
            if (fails) {
                throw new IllegalStateException("out of luck");
            }
        };
    }

    /** As a handler does that would take too long for all of them. */
    @ParameterizedTest
    @EnumSource(Delivery.class)
    void whatAHandlerLeavesOfABatchComesAgainBehindWhatItAnswered(Delivery delivery) {
        harness.send("a", 100);
        harness.start(
                "one",
                delivery,
                (batch, output) -> {
                    LoopHarness.copy(batch.subList(0, Math.min(7, batch.size())), output);
                    output.leaveRest();
                },
                () -> true,
                listener);

        assertThat(harness.answers(100)).containsExactlyInAnyOrder(names("a", 100));
        Map<Integer, List<Integer>> numbers = harness.probe.committed(harness.answers, 100).stream()
                .collect(Collectors.groupingBy(
                        ConsumerRecord::partition,
                        Collectors.mapping(
                                answer -> Integer.parseInt(text(answer.value()).substring(1)), Collectors.toList())));
        assertThat(numbers.values()).allSatisfy(ofOne -> assertThat(ofOne).isSorted());
        await().atMost(PATIENCE).until(() -> listener.answered() == 100);
    }

    /** A handler needn't answer what it takes: it is done with all the same. */
    @ParameterizedTest
    @EnumSource(Delivery.class)
    void whatNeedsNoAnswerIsCommittedAndSeenOnce(Delivery delivery) {
        List<String> seen = new CopyOnWriteArrayList<>();
        harness.send("a", 50);
        harness.start(
                "one",
                delivery,
                (batch, output) -> {
                    batch.forEach(one -> seen.add(text(one.value())));
                    LoopHarness.copy(
                            batch.stream()
                                    .filter(one -> text(one.value()).endsWith("7"))
                                    .toList(),
                            output);
                },
                () -> true,
                listener);

        await().atMost(PATIENCE).until(() -> listener.records() == 50);
        assertThat(seen).containsExactlyInAnyOrder(names("a", 50));
        assertThat(listener.answered()).isEqualTo(5);
    }

    /** Its neighbours are answered, and the replica goes on, a batch at a time again. */
    @ParameterizedTest
    @EnumSource(Delivery.class)
    void buriesTheRecordWhoseAnswerTheMemoryHasNoRoomFor(Delivery delivery) {
        harness.send("a", 20);
        StreamLoop loop = harness.start("one", delivery, LoopHarness.outOfMemoryAt("a7"), () -> true, listener);

        List<ConsumerRecord<byte[], byte[]>> letters = harness.probe.committed(harness.dead, 1);
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(text(letter.value())).isEqualTo("a7");
            assertThat(HeaderNames.text(letter.headers(), HeaderNames.DEAD_LETTER_REASON))
                    .contains("TOO_MANY_BYTES");
            assertThat(HeaderNames.text(letter.headers(), HeaderNames.DEAD_LETTER_MESSAGE))
                    .hasValueSatisfying(message -> assertThat(message).contains("MiB of heap", "limpid.max-pixels"));
        });
        await().atMost(PATIENCE).until(() -> listener.answered() >= 19);
        assertThat(Set.copyOf(harness.answers(19)))
                .containsExactlyInAnyOrderElementsOf(Stream.of(names("a", 20))
                        .filter(name -> !name.equals("a7"))
                        .toList());
        assertThat(loop.status().isRunning()).isTrue();
    }

    @Test
    void answersOneByOneWhatIsTooMuchTogetherAndThenTogetherAgain() {
        AtomicBoolean small = new AtomicBoolean(true);
        AtomicInteger largest = new AtomicInteger();
        harness.send("a", 200);
        harness.start(
                "one",
                (batch, output) -> {
                    if (small.get() && batch.size() > 1) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                    largest.accumulateAndGet(batch.size(), Math::max);
                    LoopHarness.copy(batch, output);
                },
                listener);
        assertThat(harness.answers(100)).hasSizeGreaterThanOrEqualTo(100);
        small.set(false);

        assertThat(harness.answers(200)).containsExactlyInAnyOrder(names("a", 200));
        harness.send("b", 50);
        assertThat(harness.answers(250)).hasSize(250);
        assertThat(largest.get()).isGreaterThan(1);
    }

    @Test
    void leavesRecordsWhereTheyAreUntilTheyCanBeAnswered() {
        AtomicBoolean ready = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        harness.send("a", 10);
        StreamLoop loop = harness.start(
                "one",
                Delivery.EXACTLY_ONCE,
                (batch, output) -> {
                    calls.incrementAndGet();
                    LoopHarness.copy(batch, output);
                },
                ready::get,
                listener);
        await().atMost(PATIENCE).until(() -> listener.rounds.get() > 20);
        assertThat(loop.status()).isInstanceOf(StreamStatus.Waiting.class);
        assertThat(loop.status().line()).isEqualTo("waiting for the test");
        assertThat(calls).hasValue(0);

        ready.set(true);

        assertThat(harness.answers(10)).containsExactlyInAnyOrder(names("a", 10));
        assertThat(loop.status().isRunning()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void finishesTheBatchInProgressWhenItIsClosed(Delivery delivery) {
        Gate gate = new Gate();
        harness.send("a", 10);
        StreamLoop loop = harness.start(
                "one",
                delivery,
                (batch, output) -> {
                    gate.pass();
                    LoopHarness.copy(batch, output);
                },
                () -> true,
                listener);
        gate.awaitReached();
        Thread closer = new Thread(loop::close);
        closer.start();
        await().atMost(PATIENCE).until(() -> closer.getState() == Thread.State.TIMED_WAITING);

        gate.open();

        await().atMost(PATIENCE).until(() -> loop.status().isEnded());
        assertThat(loop.status().line()).isEqualTo("closed");
        int answered = listener.answered();
        assertThat(answered).isPositive();
        harness.start("one", delivery, LoopHarness::copy, () -> true, listener);
        assertThat(harness.answers(10)).containsExactlyInAnyOrder(names("a", 10));
    }
}
