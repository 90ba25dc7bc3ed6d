package io.limpid.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalBrokerTest {
    private static final TopicPartition PARTITION = new TopicPartition("greetings", 0);

    @TempDir
    Path folder;

    @Test
    void keepsWhatWasCommittedThroughARestart() {
        try (LocalBroker broker = LocalBroker.start(folder, 0)) {
            send(broker, "kept", true);
            send(broker, "aborted", false);
        }

        try (LocalBroker again = LocalBroker.start(folder, 0)) {
            send(again, "later", true);
            assertThat(committed(again, 2)).containsExactly("kept", "later");
        }
    }

    @Test
    void takesRecordsCompressedInEveryWay() {
        List<String> ways = List.of("none", "gzip", "snappy", "lz4", "zstd");
        try (LocalBroker broker = LocalBroker.start(folder, 0)) {
            broker.createTopics(1, PARTITION.topic());
            for (String way : ways) {
                Map<String, Object> properties =
                        Map.of("bootstrap.servers", broker.bootstrap(), "compression.type", way);
                try (KafkaProducer<String, String> producer =
                        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
                    producer.send(new ProducerRecord<>(PARTITION.topic(), way));
                }
            }

            assertThat(committed(broker, ways.size())).containsExactlyElementsOf(ways);
        }
    }

    @Test
    void sendsWhoComesByADetourOnToAnotherPort() throws Exception {
        int listened = Ports.free();
        int port = Ports.free();
        try (LocalBroker broker = LocalBroker.start(folder, port, Map.of(listened, port))) {
            assertThat(broker.port()).isEqualTo(port);
            assertThat(portNamedTo(Ports.HOST + ":" + listened)).isEqualTo(port);
        }
    }

    private static int portNamedTo(String bootstrap) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", bootstrap);
        try (Admin admin = Admin.create(properties)) {
            return admin.describeCluster().nodes().get().iterator().next().port();
        }
    }

    @Test
    void namesAPortThatIsTaken() {
        try (LocalBroker broker = LocalBroker.start(folder.resolve("first"), 0)) {
            Path second = folder.resolve("second");
            int taken = broker.port();

            assertThatThrownBy(() -> LocalBroker.start(second, taken))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("port " + taken)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void takesOtherPortsWhereSomebodyWasFaster() {
        try (LocalBroker first = LocalBroker.start(folder.resolve("first"), 0)) {
            Iterator<Integer> ports = List.of(first.port(), Ports.free()).iterator();
            try (LocalBroker second = LocalBroker.start(folder.resolve("second"), () -> planFor(ports.next()))) {
                second.createTopics(1, PARTITION.topic());
                send(second, "written", true);
                assertThat(committed(second, 1)).containsExactly("written");
            }
        }
    }

    private static LocalBroker.Plan planFor(int port) {
        return new LocalBroker.Plan(port, port, data -> BrokerProperties.of(data, port, Ports.free()));
    }

    @Test
    void saysWhenAFolderCannotBeUsed() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));

        assertThatThrownBy(() -> LocalBroker.start(file, 0))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("choose one that can be written");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void refusesWhatIsNoPort(int port) {
        assertThatThrownBy(() -> LocalBroker.start(folder, port))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("got " + port);
    }

    @Test
    void createsTopicsAndLeavesThoseThatExist() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            broker.createTopics(3, "first");
            broker.createTopics(5, "first", "second");

            Map<String, TopicDescription> topics = admin.describeTopics(List.of("first", "second"))
                    .allTopicNames()
                    .get();
            assertThat(topics.get("first").partitions()).hasSize(3);
            assertThat(topics.get("second").partitions()).hasSize(5);
            assertThatThrownBy(() -> broker.createTopics(1, "no such/name"))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("no such/name");
        }
    }

    private static void send(LocalBroker broker, String value, boolean commit) {
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id", "test");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(PARTITION.topic(), 0, null, value));
            producer.flush();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private static List<String> committed(LocalBroker broker, int count) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            for (int polls = 0; polls < 100 && values.size() < count; polls++) {
                consumer.poll(Duration.ofMillis(100)).forEach(entry -> values.add(entry.value()));
            }
        }
        return values;
    }
}
