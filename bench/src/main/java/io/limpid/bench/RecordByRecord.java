package io.limpid.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A consumer and a transactional producer in a loop, with an inference a record: what one writes first. Exactly once, a
 * transaction a poll of at most 500 records, Kafka's default.
 */
final class RecordByRecord implements Runnable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final PeerTask task;
    private final SingleImage image;

    RecordByRecord(PeerTask task, SingleImage image) {
        this.task = task;
        this.image = image;
    }

    /** Goes on until its process ends. */
    @Override
    public void run() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                Producer<byte[], byte[]> producer = producer()) {
            producer.initTransactions();
            consumer.subscribe(List.of(task.source()));
            while (!Thread.currentThread().isInterrupted()) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
                if (!polled.isEmpty()) {
                    answer(polled, consumer, producer);
                }
            }
        }
    }

    private void answer(
            ConsumerRecords<byte[], byte[]> polled,
            KafkaConsumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer) {
        producer.beginTransaction();
        for (ConsumerRecord<byte[], byte[]> noisy : polled) {
            byte[] frame = image.frame(noisy.value(), noisy.headers());
            producer.send(new ProducerRecord<>(
                    task.answers(), noisy.partition(), noisy.timestamp(), noisy.key(), frame, noisy.headers()));
        }
        producer.sendOffsetsToTransaction(polled.nextOffsets(), consumer.groupMetadata());
        producer.commitTransaction();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, task.bootstrap());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, task.group());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, task.bootstrap());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, task.group());
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
