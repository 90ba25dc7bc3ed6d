package io.limpid.streaming.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.stream.DeadLetter;
import io.limpid.streaming.loop.BatchOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipelineTest {
    /** Remembers what was sent, and by which thread. */
    private static final class Sent implements BatchOutput {
        private final List<String> values = new ArrayList<>();
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

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
    private static class Texts implements Stages<ConsumerRecord<byte[], byte[]>> {
        private final List<Integer> chunks = new ArrayList<>();
        private final Set<Thread> decoders = ConcurrentHashMap.newKeySet();

        @Override
        public ConsumerRecord<byte[], byte[]> decode(ConsumerRecord<byte[], byte[]> record) {
            decoders.add(Thread.currentThread());
            return record;
        }

        @Override
        public long values(ConsumerRecord<byte[], byte[]> item) {
            String text = new String(item.value(), UTF_8);
            return text.matches("\\d+") ? Long.parseLong(text) : 1;
        }

        @Override
        public List<Supplier<Answer>> infer(List<ConsumerRecord<byte[], byte[]>> items) {
            chunks.add(items.size());
            return items.stream().map(Texts::answer).toList();
        }

        private static Supplier<Answer> answer(ConsumerRecord<byte[], byte[]> item) {
            return "bad".equals(new String(item.value(), UTF_8))
                    ? () -> new Answer.Burial(item, new DeadLetter("BAD", "it was bad", ""))
                    : () -> new Answer.Reply(item, new RecordHeaders(), item.value());
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> batch(int size, String value) {
        return IntStream.range(0, size).mapToObj(i -> record(i, value)).toList();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String value) {
        return new ConsumerRecord<>("source", 0, offset, null, value.getBytes(UTF_8));
    }

    @Test
    void answersInTheOrderOfTheRecordsOnTheCallersThread() {
        Texts texts = new Texts();
        Sent sent = new Sent();
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>(batch(1000, "x"));
        batch.set(17, record(17, "bad"));

        try (Pipeline<ConsumerRecord<byte[], byte[]>> pipeline =
                new Pipeline<>(texts, new Pipeline.ChunkLimits(7, 1000), 3)) {
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
    void aBatchOfOneChunkStaysOnTheCallersThread() {
        Texts texts = new Texts();

        try (Pipeline<ConsumerRecord<byte[], byte[]>> pipeline =
                new Pipeline<>(texts, new Pipeline.ChunkLimits(8, 1000), 2)) {
            pipeline.handle(batch(8, "x"), new Sent());
        }

        assertThat(texts.decoders).containsExactly(Thread.currentThread());
        assertThat(texts.chunks).containsExactly(8);
    }

    @Test
    void largeRecordsComeInSmallerChunks() {
        Texts texts = new Texts();
        Sent sent = new Sent();
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>(batch(10, "1"));
        batch.set(2, record(2, "500"));
        batch.set(3, record(3, "100"));

        try (Pipeline<ConsumerRecord<byte[], byte[]>> pipeline =
                new Pipeline<>(texts, new Pipeline.ChunkLimits(4, 100), 2)) {
            pipeline.handle(batch, sent);
        }

        assertThat(texts.chunks).containsExactly(3, 1, 4, 2);
        assertThat(sent.values).hasSize(10).startsWith("0 1", "1 1", "2 500", "3 100", "4 1");
    }

    @Test
    void decodesAheadWhileInferring() {
        CountDownLatch laterDecoded = new CountDownLatch(1);
        Texts texts = new Texts() {
            @Override
            public ConsumerRecord<byte[], byte[]> decode(ConsumerRecord<byte[], byte[]> record) {
                if (record.offset() == 2) {
                    laterDecoded.countDown();
                }
                return super.decode(record);
            }

            @Override
            public List<Supplier<Answer>> infer(List<ConsumerRecord<byte[], byte[]>> items) {
                try {
                    assertThat(laterDecoded.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
                return super.infer(items);
            }
        };

        try (Pipeline<ConsumerRecord<byte[], byte[]>> pipeline =
                new Pipeline<>(texts, new Pipeline.ChunkLimits(2, 100), 1)) {
            pipeline.handle(batch(4, "x"), new Sent());
        }
    }

    @Test
    void whatFailsOnAHelperFailsTheBatchAndNotTheNext() {
        Texts texts = new Texts() {
            @Override
            public ConsumerRecord<byte[], byte[]> decode(ConsumerRecord<byte[], byte[]> record) {
                if (record.offset() == 5) {
                    throw new IllegalArgumentException("broken");
                }
                return super.decode(record);
            }
        };
        Sent sent = new Sent();

        try (Pipeline<ConsumerRecord<byte[], byte[]>> pipeline =
                new Pipeline<>(texts, new Pipeline.ChunkLimits(2, 100), 2)) {
            assertThatThrownBy(() -> pipeline.handle(batch(9, "x"), new Sent())).hasMessageContaining("broken");
            pipeline.handle(batch(5, "x"), sent);
        }

        assertThat(sent.values).hasSize(5);
    }
}
