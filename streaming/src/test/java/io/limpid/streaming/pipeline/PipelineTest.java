package io.limpid.streaming.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.stream.DeadLetter;
import io.limpid.streaming.StreamMetrics;
import io.limpid.streaming.loop.BatchOutput;
import io.limpid.streaming.loop.BatchWork;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PipelineTest {
    /** Remembers what was sent, and by which thread. */
    private static class Sent implements BatchOutput {
        final List<String> values = new CopyOnWriteArrayList<>();
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        boolean leavesRest;

        @Override
        public void leaveRest() {
            leavesRest = true;
        }

        @Override
        public void answer(ConsumerRecord<byte[], byte[]> source, Headers headers, byte[] value) {
            values.add(source.offset() + " " + new String(value, UTF_8));
            threads.add(Thread.currentThread());
        }

        @Override
        public void bury(ConsumerRecord<byte[], byte[]> source, DeadLetter deadLetter) {
            values.add(source.offset() + " dead: " + deadLetter.message());
            threads.add(Thread.currentThread());
        }
    }

    /** Takes a record's text; 'bad' is buried, and a number is how many values it keeps. */
    private static class Texts implements Stages<String, String> {
        private final List<Integer> chunks = Collections.synchronizedList(new ArrayList<>());
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

        @Override
        public Item<String> decode(ConsumerRecord<byte[], byte[]> source) {
            threads.add(Thread.currentThread());
            String text = new String(source.value(), UTF_8);
            return "bad".equals(text)
                    ? new Item.Unreadable<>(source, new DeadLetter("BAD", "it was bad", ""))
                    : new Item.Readable<>(source, text);
        }

        @Override
        public long values(String request) {
            return request.matches("\\d+") ? Long.parseLong(request) : 1;
        }

        @Override
        public List<String> infer(List<String> requests) {
            chunks.add(requests.size());
            return requests;
        }

        @Override
        public Answer encode(Item.Readable<String> item, String outcome) {
            return new Answer.Reply(item.source(), new RecordHeaders(), outcome.getBytes(UTF_8));
        }
    }

    private static Pipeline<String, String> pipeline(Texts texts, int records, long values, int threads) {
        return new Pipeline<>(
                texts,
                new Pipeline.ChunkLimits(records, values),
                new PixelBudget(1),
                threads,
                new StreamMetrics(new SimpleMeterRegistry()));
    }

    /** What is sent is the first of the batch, without a gap, whichever thread was the faster. */
    @ParameterizedTest
    @CsvSource({"1,1", "1,8", "3,8", "4,2"})
    void stopsWhereTheBatchHasTakenLongEnough(int threads, int records) {
        for (int most : new int[] {1, 5, 30}) {
            Sent sent = new Sent() {
                @Override
                public boolean isEnough() {
                    return values.size() >= most;
                }
            };
            try (Pipeline<String, String> pipeline = pipeline(new Texts(), records, 3, threads)) {
                pipeline.handle(batch(64, "1"), sent);
            }

            assertThat(sent.values).hasSizeBetween(most, 63);
            assertThat(sent.leavesRest).isTrue();
            for (int i = 0; i < sent.values.size(); i++) {
                assertThat(sent.values.get(i)).startsWith(i + " ");
            }
        }
    }

    @Test
    void largeImagesComeInSmallerChunksOnceTheyAreKnown() {
        Texts texts = new Texts();
        try (Pipeline<String, String> pipeline = pipeline(texts, 8, 1000, 2)) {
            Sent sent = new Sent();
            pipeline.handle(batch(64, "1"), sent);
            assertThat(texts.chunks).containsOnly(8);
            assertThat(sent.leavesRest).isFalse();
            texts.chunks.clear();

            pipeline.handle(batch(64, "600"), new Sent());
            texts.chunks.clear();
            pipeline.handle(batch(64, "600"), new Sent());
            assertThat(texts.chunks).hasSize(64).containsOnly(1);

            pipeline.handle(batch(64, "1"), new Sent());
            texts.chunks.clear();
            pipeline.handle(batch(64, "1"), new Sent());
            assertThat(texts.chunks).containsOnly(8);
        }
    }

    @Test
    void smallImagesStayTogetherBehindALargeOne() {
        Texts texts = new Texts();
        try (Pipeline<String, String> pipeline = pipeline(texts, 8, 1000, 2)) {
            pipeline.handle(List.of(record(0, "0".repeat(97) + "600")), new Sent());
            texts.chunks.clear();
            pipeline.handle(batch(64, "1"), new Sent());
        }

        assertThat(texts.chunks).containsOnly(8);
    }

    /** It would have to wait for another thread's, which may wait for this one's. */
    @Test
    void readsNothingBehindALargePictureBeforeThatIsAnswered() {
        PixelBudget budget = new PixelBudget(4L << 20);
        LongConsumer gate = budget.guarding(PayloadLimits.STANDARD).gate();
        Texts texts = new Texts() {
            @Override
            public Item<String> decode(ConsumerRecord<byte[], byte[]> source) {
                gate.accept(source.offset() == 1 ? 3L << 20 : 100);
                return super.decode(source);
            }
        };
        Sent sent = new Sent();
        try (Pipeline<String, String> pipeline = new Pipeline<>(
                texts, new Pipeline.ChunkLimits(8, 1000), budget, 1, new StreamMetrics(new SimpleMeterRegistry()))) {
            pipeline.handle(batch(4, "1"), sent);
        }

        assertThat(texts.chunks).containsExactly(2, 2);
        assertThat(budget.isTaken()).isFalse();
        assertThat(sent.values).hasSize(4);
    }

    private static List<ConsumerRecord<byte[], byte[]>> batch(int size, String value) {
        return IntStream.range(0, size).mapToObj(i -> record(i, value)).toList();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String value) {
        return new ConsumerRecord<>("source", 0, offset, null, value.getBytes(UTF_8));
    }

    @Test
    void answersInTheOrderOfTheRecordsOnTheCallersThread() {
        Sent sent = new Sent();
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>(batch(1000, "x"));
        batch.set(17, record(17, "bad"));

        try (Pipeline<String, String> pipeline = pipeline(new Texts(), 7, 1000, 3)) {
            pipeline.handle(batch, sent);
            pipeline.handle(batch(5, "y"), sent);
        }

        List<String> expected = new ArrayList<>();
        IntStream.range(0, 1000).forEach(i -> expected.add(i == 17 ? "17 dead: it was bad" : i + " x"));
        IntStream.range(0, 5).forEach(i -> expected.add(i + " y"));
        assertThat(sent.values).isEqualTo(expected);
        assertThat(sent.threads).containsExactly(Thread.currentThread());
    }

    @Test
    void aBatchOfFewRecordsStaysOnTheCallersThread() {
        Texts texts = new Texts();

        try (Pipeline<String, String> pipeline = pipeline(texts, 64, 1000, 2)) {
            pipeline.handle(batch(15, "x"), new Sent());
        }

        assertThat(texts.threads).containsExactly(Thread.currentThread());
        assertThat(texts.chunks).containsExactly(15);
    }

    @Test
    void allThreadsGetAnEqualShare() {
        assertThat(chunksOf(16, 64, 2)).containsExactly(8, 8);
        assertThat(chunksOf(100, 64, 2)).containsExactly(50, 50);
        assertThat(chunksOf(512, 64, 2)).containsOnly(64).hasSize(8);
        assertThat(chunksOf(130, 64, 2)).containsExactlyInAnyOrder(33, 33, 33, 31);
        assertThat(chunksOf(130, 64, 1)).containsExactlyInAnyOrder(44, 44, 42);
    }

    private static List<Integer> chunksOf(int records, int most, int threads) {
        Texts texts = new Texts();
        try (Pipeline<String, String> pipeline = pipeline(texts, most, 1000, threads)) {
            pipeline.handle(batch(records, "x"), new Sent());
        }
        return texts.chunks;
    }

    @Test
    void largeRecordsComeInSmallerChunks() {
        Texts texts = new Texts();
        Sent sent = new Sent();
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>(batch(10, "1"));
        batch.set(2, record(2, "500"));
        batch.set(3, record(3, "100"));

        try (Pipeline<String, String> pipeline = pipeline(texts, 10, 100, 2)) {
            pipeline.handle(batch, sent);
        }

        assertThat(texts.chunks).containsExactly(3, 1, 6);
        assertThat(sent.values).hasSize(10).startsWith("0 1", "1 1", "2 500", "3 100", "4 1");
    }

    /** Each waits for the other: one after another they would never end. */
    @Test
    void decodesWhileItInfers() {
        CountDownLatch laterDecoded = new CountDownLatch(1);
        CountDownLatch inferring = new CountDownLatch(1);
        Texts texts = new Texts() {
            @Override
            public Item<String> decode(ConsumerRecord<byte[], byte[]> source) {
                if (source.offset() == 8) {
                    await(inferring);
                    laterDecoded.countDown();
                }
                return super.decode(source);
            }

            @Override
            public List<String> infer(List<String> requests) {
                inferring.countDown();
                await(laterDecoded);
                return super.infer(requests);
            }
        };

        try (Pipeline<String, String> pipeline = pipeline(texts, 8, 100, 2)) {
            pipeline.handle(batch(16, "x"), new Sent());
        }

        assertThat(texts.chunks).containsExactly(8, 8);
    }

    @Test
    void worksBeforeItsAnswersAreAskedForAndStopsWhenGivenUp() {
        CountDownLatch decoding = new CountDownLatch(2);
        CountDownLatch givenUp = new CountDownLatch(1);
        Texts texts = new Texts() {
            @Override
            public Item<String> decode(ConsumerRecord<byte[], byte[]> source) {
                decoding.countDown();
                await(givenUp);
                return super.decode(source);
            }
        };
        Sent sent = new Sent();

        try (Pipeline<String, String> pipeline = pipeline(texts, 8, 4, 2)) {
            BatchWork work = pipeline.begin(batch(64, "x"));
            await(decoding);
            work.giveUp();
            givenUp.countDown();
            pipeline.handle(batch(16, "y"), sent);
            // a chunk that was given up may end after the next batch
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> texts.chunks.size() >= 6);
        }

        // the first halves of the two chunks that the threads had, and the second batch
        assertThat(texts.chunks).containsExactly(4, 4, 4, 4, 4, 4);
        assertThat(sent.values).hasSize(16).startsWith("0 y");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void whatFailsOnAThreadFailsTheBatchAndNotTheNext() {
        Texts texts = new Texts() {
            @Override
            public Item<String> decode(ConsumerRecord<byte[], byte[]> source) {
                if (source.offset() == 20) {
                    throw new IllegalArgumentException("broken");
                }
                return super.decode(source);
            }
        };
        Sent sent = new Sent();

        try (Pipeline<String, String> pipeline = pipeline(texts, 8, 100, 2)) {
            assertThatThrownBy(() -> pipeline.handle(batch(40, "x"), new Sent()))
                    .hasMessageContaining("broken");
            pipeline.handle(batch(17, "x"), sent);
        }

        assertThat(sent.values).hasSize(17);
    }
}
