package io.limpid.bench;

import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * A Kafka Streams topology with the model inside: source, an inference a record, sink. Exactly once, and as many threads as there are
 * cores, each with a session of its own on one thread.
 */
final class StreamsTopology {
    private final PeerTask task;

    StreamsTopology(PeerTask task) {
        this.task = task;
    }

    /** To be started, and closed, by the caller. */
    KafkaStreams streams(Supplier<SingleImage> image) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.<byte[], byte[]>stream(task.source())
                .processValues(() -> new Denoising(image.get()))
                .to(task.answers());
        return new KafkaStreams(builder.build(), properties());
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, task.group());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, task.bootstrap());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, task.cores());
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, task.state().toString());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        return properties;
    }

    private static final class Denoising extends ContextualFixedKeyProcessor<byte[], byte[], byte[]> {
        private final SingleImage image;

        Denoising(SingleImage image) {
            this.image = image;
        }

        @Override
        public void process(FixedKeyRecord<byte[], byte[]> noisy) {
            context().forward(noisy.withValue(image.frame(noisy.value(), noisy.headers())));
        }

        @Override
        public void close() {
            image.close();
        }
    }
}
