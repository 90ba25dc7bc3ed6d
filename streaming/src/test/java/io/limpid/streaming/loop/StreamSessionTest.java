package io.limpid.streaming.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.ServiceIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real broker can't be made to do at will: fail a commit while the partitions stay. */
class StreamSessionTest {
    private static final TopicPartition PARTITION = new TopicPartition("source", 0);

    private final RecordingListener listener = new RecordingListener();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<byte[], byte[]> producer = producer();
    private final StreamSession session = new StreamSession(
            settings(),
            LoopHarness::copy,
            listener,
            new StreamClients(producer, consumer, new PollBudget(Long.MAX_VALUE, Long.MAX_VALUE)));

    @BeforeEach
    void assign() {
        session.open();
        consumer.rebalance(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        addRecords();
    }

    private void addRecords() {
        for (int i = 0; i < 5; i++) {
            consumer.addRecord(new ConsumerRecord<>("source", 0, i, null, new byte[] {(byte) i}));
        }
    }

    @Test
    void rewindsWhatAnotherReplicasComingCosts() {
        producer.sendOffsetsToTransactionException = new RebalanceInProgressException("another came");
        session.step(true);
        assertThat(listener.undone).hasSize(1);
        assertThat(listener.committed).isEmpty();
        assertThat(producer.history()).isEmpty();
        assertThat(consumer.position(PARTITION)).isZero();

        producer.sendOffsetsToTransactionException = null;
        addRecords();
        session.step(true);

        assertThat(producer.history()).hasSize(5);
        assertThat(listener.answered()).isEqualTo(5);
        assertThat(consumer.position(PARTITION)).isEqualTo(5);
    }

    /** Such records can come from clients in other languages; Java's producer doesn't write them. */
    @Test
    void answersRecordsWithoutATimestamp() {
        session.step(true);

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

        assertThatThrownBy(() -> session.step(true)).isInstanceOf(TimeoutException.class);

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
        StreamSession life = new StreamSession(
                settings(),
                LoopHarness::copy,
                listener,
                new StreamClients(producer, overwhelmed, new PollBudget(Long.MAX_VALUE, Long.MAX_VALUE)));

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
