package io.limpid.streaming.loop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.ServiceIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real broker can't be made to do at will: fail a commit while the partitions stay. */
class StreamSessionTest {
    private static final TopicPartition PARTITION = new TopicPartition("source", 0);

    private final RecordingListener listener = new RecordingListener();
    private @Nullable ConsumerRebalanceListener ownership;
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
            ownership = listener;
            super.subscribe(topics, listener);
        }
    };
    private final MockProducer<byte[], byte[]> producer = producer();
    private final StreamSession session = session(LoopHarness::copy);

    @BeforeEach
    void assign() {
        session.open();
        consumer.rebalance(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        addRecords();
    }

    private void addRecords() {
        addRecords(0, 5);
    }

    private void addRecords(int from, int count) {
        for (int i = from; i < from + count; i++) {
            consumer.addRecord(new ConsumerRecord<>("source", 0, i, null, new byte[] {(byte) i}));
        }
    }

    /** Writes down what happens to batches; what is committed shows as the listener is told. */
    private final class Diary implements BatchHandler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void handle(List<ConsumerRecord<byte[], byte[]>> batch, BatchOutput output) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BatchWork begin(List<ConsumerRecord<byte[], byte[]>> batch) {
            write("begin", batch);
            return new BatchWork() {
                @Override
                public void sendTo(BatchOutput output) {
                    write("send", batch);
                    LoopHarness.copy(batch, output);
                }

                @Override
                public void giveUp() {
                    write("give up", batch);
                }
            };
        }

        private void write(String what, List<ConsumerRecord<byte[], byte[]>> batch) {
            lines.add(what + " " + batch.get(0).offset() + " to "
                    + batch.get(batch.size() - 1).offset() + ", " + listener.answered() + " committed");
        }
    }

    @Test
    void commitsWhileAFullBatchIsUnderWay() {
        Diary diary = new Diary();
        StreamSession busy = session(diary);

        busy.step(true);
        addRecords(5, 40);
        busy.step(true);
        addRecords(45, 4);
        busy.step(true);
        busy.settle();

        assertThat(diary.lines)
                .containsExactly(
                        "begin 0 to 4, 0 committed",
                        "send 0 to 4, 0 committed",
                        "begin 5 to 44, 0 committed",
                        "send 5 to 44, 5 committed",
                        // too few to be worth it
                        "begin 45 to 48, 45 committed",
                        "send 45 to 48, 45 committed");
        assertThat(listener.answered()).isEqualTo(49);
        assertThat(producer.history()).hasSize(49);
    }

    @Test
    void givesUpWhatIsUnderWayBehindAnUndoneBatch() {
        Diary diary = new Diary();
        StreamSession busy = session(diary);
        busy.step(true);
        addRecords(5, 40);
        producer.sendOffsetsToTransactionException = new RebalanceInProgressException("another came");

        busy.step(true);

        assertThat(diary.lines).last().isEqualTo("give up 5 to 44, 0 committed");
        assertThat(consumer.position(PARTITION)).isZero();
        assertThat(listener.undone).hasSize(1);

        producer.sendOffsetsToTransactionException = null;
        addRecords(0, 45);
        busy.step(true);
        busy.settle();

        assertThat(diary.lines).endsWith("begin 0 to 44, 0 committed", "send 0 to 44, 0 committed");
        assertThat(listener.answered()).isEqualTo(45);
    }

    /** Its next owner begins with what is committed. */
    @Test
    void commitsBeforeAPartitionGoes() {
        session.step(true);
        assertThat(listener.committed).isEmpty();

        requireNonNull(ownership).onPartitionsRevoked(List.of(PARTITION));

        assertThat(listener.answered()).isEqualTo(5);
        assertThat(producer.history()).hasSize(5);
    }

    /** Its next owner may have begun. */
    @Test
    void undoesWhatIsNotCommittedWhenAPartitionIsLost() {
        session.step(true);

        requireNonNull(ownership).onPartitionsLost(List.of(PARTITION));

        assertThat(session.settle()).isTrue();
        assertThat(listener.committed).isEmpty();
        assertThat(listener.undone).hasSize(1);
        assertThat(producer.history()).isEmpty();
        assertThat(producer.transactionAborted()).isTrue();
    }

    @Test
    void commitsWhenItIsWokenToStop() {
        session.step(true);
        session.wakeup();

        assertThatThrownBy(() -> session.step(true)).isInstanceOf(WakeupException.class);

        assertThat(listener.answered()).isEqualTo(5);
    }

    @Test
    void whatIsAnsweredOnceIsNotPolledAgainWhileItCannotAnswer() {
        session.step(true);
        session.settle();

        session.step(false);
        session.step(true);
        session.settle();

        assertThat(producer.history()).hasSize(5);
    }

    @Test
    void rewindsWhatAnotherReplicasComingCosts() {
        producer.sendOffsetsToTransactionException = new RebalanceInProgressException("another came");
        session.step(true);
        assertThat(session.settle()).isFalse();
        assertThat(listener.undone).hasSize(1);
        assertThat(listener.committed).isEmpty();
        assertThat(producer.history()).isEmpty();
        assertThat(consumer.position(PARTITION)).isZero();

        producer.sendOffsetsToTransactionException = null;
        addRecords();
        session.step(true);
        assertThat(session.settle()).isTrue();

        assertThat(producer.history()).hasSize(5);
        assertThat(listener.answered()).isEqualTo(5);
        assertThat(consumer.position(PARTITION)).isEqualTo(5);
    }

    /** Such records can come from clients in other languages; Java's producer doesn't write them. */
    @Test
    void answersRecordsWithoutATimestamp() {
        session.step(true);
        session.settle();

        assertThat(producer.history())
                .hasSize(5)
                .extracting(ProducerRecord::timestamp)
                .containsOnlyNulls();
        assertThat(listener.answered()).isEqualTo(5);
        assertThat(listener.committed.get(0).timestamps()).isEmpty();
    }

    @Test
    void leavesToNewClientsWhatIsUncertain() {
        producer.commitTransactionException = new TimeoutException("no answer");

        session.step(true);
        assertThatThrownBy(session::settle).isInstanceOf(TimeoutException.class);

        assertThat(listener.committed).isEmpty();
        assertThat(listener.undone).isEmpty();
        session.close();
        assertThat(producer.closed()).isTrue();
        assertThat(consumer.closed()).isTrue();
    }

    /** As Kafka's consumer does: it remembers where it ran out of memory, and goes on only past that place. */
    @Test
    void buriesTheRecordThatTheMemoryHasNoRoomFor() {
        MockConsumer<byte[], byte[]> overwhelmed = new MockConsumer<>("earliest") {
            private boolean broken;

            @Override
            public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                if (position(PARTITION) > 0) {
                    return super.poll(timeout);
                }
                if (broken) {
                    throw new KafkaException("Received exception when fetching the next record from source-0");
                }
                broken = true;
                throw new OutOfMemoryError("Java heap space");
            }
        };
        overwhelmed.assign(List.of(PARTITION));
        overwhelmed.updateBeginningOffsets(Map.of(PARTITION, 0L));
        overwhelmed.seek(PARTITION, 0);
        StreamSession life = session(settings().oneByOne(), LoopHarness::copy, overwhelmed);

        life.step(true);

        assertThat(producer.history()).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo("dead");
            assertThat(HeaderNames.text(letter.headers(), HeaderNames.DEAD_LETTER_OFFSET))
                    .contains("0");
            assertThat(HeaderNames.text(letter.headers(), HeaderNames.DEAD_LETTER_MESSAGE))
                    .hasValueSatisfying(message -> assertThat(message).contains("MiB of heap"));
        });
        assertThat(listener.committed)
                .singleElement()
                .extracting(BatchTally::buried)
                .isEqualTo(Map.of("TOO_MANY_BYTES", 1));
        assertThat(overwhelmed.position(PARTITION)).isEqualTo(1);
        assertThat(overwhelmed.paused()).isEmpty();
    }

    /** The positions of other partitions may be behind records that were never handed out. */
    @Test
    void leavesToNewClientsWhatWasPolledWithARecordThatTheMemoryHasNoRoomFor() {
        MockConsumer<byte[], byte[]> overwhelmed = new MockConsumer<>("earliest") {
            @Override
            public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                throw new OutOfMemoryError("Java heap space");
            }
        };
        StreamSession life = session(settings(), LoopHarness::copy, overwhelmed);

        assertThatThrownBy(() -> life.step(true)).isInstanceOf(OutOfMemoryException.class);

        assertThat(producer.history()).isEmpty();
        assertThat(life.hasFoundTooLarge()).isFalse();
    }

    @Test
    void commitsWhatIsAnsweredBeforeItGivesUpAPoll() {
        session.step(true);
        consumer.setPollException(new TopicAuthorizationException("source"));

        assertThatThrownBy(() -> session.step(true)).isInstanceOf(TopicAuthorizationException.class);

        assertThat(listener.answered()).isEqualTo(5);
    }

    @Test
    void givesUpWhatIsUnderWayWhenTheCommitFails() {
        Diary diary = new Diary();
        StreamSession busy = session(diary);
        busy.step(true);
        addRecords(5, 40);
        producer.commitTransactionException = new TimeoutException("no answer");

        assertThatThrownBy(() -> busy.step(true)).isInstanceOf(TimeoutException.class);

        assertThat(diary.lines).last().isEqualTo("give up 5 to 44, 0 committed");
    }

    @Test
    void closesTheProducerWhenTheConsumerCannotBeCreated() {
        StreamSettings wrong = settings(Map.of("bootstrap.servers", "localhost:1", "fetch.min.bytes", "many"));

        assertThatThrownBy(() -> StreamSession.create(wrong, LoopHarness::copy, listener))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("fetch.min.bytes");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("kafka-producer-network-thread | copier-session"));
    }

    private StreamSession session(BatchHandler handler) {
        return session(settings(), handler, consumer);
    }

    private StreamSession session(StreamSettings settings, BatchHandler handler, Consumer<byte[], byte[]> from) {
        return new StreamSession(
                settings,
                handler,
                listener,
                new StreamClients(producer, from, new PollBudget(Long.MAX_VALUE, Long.MAX_VALUE)));
    }

    private static MockProducer<byte[], byte[]> producer() {
        Node node = new Node(1, "localhost", 1);
        Node[] nodes = {node};
        Cluster cluster = new Cluster(
                "cluster",
                List.of(node),
                List.of(
                        new PartitionInfo("answers", 0, node, nodes, nodes),
                        new PartitionInfo("dead", 0, node, nodes, nodes)),
                Set.of(),
                Set.of());
        return new MockProducer<>(cluster, true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static StreamSettings settings() {
        return settings(Map.of());
    }

    private static StreamSettings settings(Map<String, Object> kafka) {
        return new StreamSettings(
                new ServiceIdentity("copier", "1"),
                "session",
                new StreamRoute("source", "answers", "dead"),
                Delivery.EXACTLY_ONCE,
                64,
                Duration.ofMillis(2),
                Duration.ofSeconds(6),
                kafka);
    }
}
