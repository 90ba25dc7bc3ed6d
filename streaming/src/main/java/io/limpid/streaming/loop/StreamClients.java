package io.limpid.streaming.loop;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The clients of a stream; RATIONALE.md says why their properties are what they are. */
record StreamClients(Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> consumer, PollBudget budget) {
    /** Larger than what a topic takes, so that the broker, which knows the topic's limit, is the one to refuse. */
    static final int MAX_REQUEST_BYTES = 32 << 20;
    /** It grows with each attempt, up to a second. */
    private static final int FIRST_BACKOFF_MILLIS = 5;
    /** Of values in a batch; a single larger one is a batch of its own. */
    private static final long MAX_BATCH_BYTES = 32 << 20;

    static StreamClients create(StreamSettings settings) {
        Producer<byte[], byte[]> producer = producer(settings);
        try {
            // a value is in memory twice while it is unpacked, and again while its dead letter is under way
            long share = Runtime.getRuntime().maxMemory() / 8;
            PollBudget budget = new PollBudget(Math.min(MAX_BATCH_BYTES, share), share);
            return new StreamClients(producer, consumer(settings, budget), budget);
        } catch (KafkaException failure) {
            producer.close(Duration.ZERO);
            throw failure;
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(StreamSettings settings, PollBudget values) {
        Map<String, Object> properties = new HashMap<>(settings.kafka());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.memberName());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, groupOf(settings));
        properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.memberName());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.maxPollRecords());
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        int sessionMillis = Math.toIntExact(settings.sessionTimeout().toMillis());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionMillis);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, sessionMillis / 3);
        properties.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), values);
    }

    private static KafkaProducer<byte[], byte[]> producer(StreamSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.kafka());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, settings.memberName());
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 1);
        properties.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, FIRST_BACKOFF_MILLIS);
        properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        properties.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
        if (settings.delivery() == Delivery.EXACTLY_ONCE) {
            properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(settings));
        }
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static String transactionalId(StreamSettings settings) {
        return groupOf(settings) + "-" + settings.memberName();
    }

    /**
     * What {@code limpid.kafka.group.id} says, else one group a source topic, so that deployments with different prefixes on one
     * cluster don't meet.
     */
    private static String groupOf(StreamSettings settings) {
        Object asked = settings.kafka().get(ConsumerConfig.GROUP_ID_CONFIG);
        return asked == null
                ? settings.service().name() + "." + settings.route().source()
                : asked.toString();
    }
}
