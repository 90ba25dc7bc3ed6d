package io.limpid.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.broker.LocalBroker;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.StreamProbe;
import io.limpid.inference.Provider;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class PeersTest {
    private static final int COUNT = 200;
    private static final ImageShape SHAPE = new ImageShape(1, 4, 4);
    private static final byte[] MODEL = FixtureModels.denoiser(1, 4, 4, 0.5f, "space");

    @TempDir
    private Path folder;

    private LocalBroker broker;

    @BeforeEach
    void start() {
        broker = LocalBroker.start(folder.resolve("broker"), 0);
        broker.createTopics(2, "source", "answers");
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private PeerTask task() {
        return new PeerTask(broker.bootstrap(), "source", "answers", "peer", 2, folder.resolve("state"));
    }

    private static ProducerRecord<byte[], byte[]> noisy(int i) {
        float[] grey = new float[SHAPE.size()];
        Arrays.fill(grey, i % 200 / 255f);
        byte[] png = new ImageCodec(PayloadLimits.STANDARD).encodeBytes(Pixels.of(SHAPE, grey), Encoding.PNG);
        return new ProducerRecord<>("source", Integer.toString(i).getBytes(), png);
    }

    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void requireAllAnswered() throws Exception {
        try (StreamProbe probe = new StreamProbe(broker.bootstrap())) {
            List<ConsumerRecord<byte[], byte[]>> answers = probe.committed("answers", COUNT);
            assertThat(answers.stream().map(answer -> new String(answer.key())).distinct())
                    .hasSize(COUNT);
            DenoisedFrame frame = DenoisedFrame.parseFrom(answers.get(0).value());
            assertThat(frame.getImage().getEncoding()).isEqualTo(Encoding.PNG);
            assertThat(frame.getLatentList()).hasSize(4);
        }
    }

    @Test
    void recordByRecordAnswersAll() throws Exception {
        try (Producer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < COUNT; i++) {
                producer.send(noisy(i));
            }
        }
        Thread peer = new Thread(() -> run(new RecordByRecord(task(), opened())));
        peer.setDaemon(true);
        peer.start();

        requireAllAnswered();
        peer.interrupt();
    }

    private static void run(RecordByRecord peer) {
        try {
            peer.run();
        } catch (org.apache.kafka.common.errors.InterruptException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static SingleImage opened() {
        try {
            return new SingleImage(MODEL, Provider.CPU, 1);
        } catch (io.limpid.inference.ModelRejectedException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** The peer meets a load at a steady rate, of which every answer is seen and counted. */
    @Test
    void kafkaStreamsAnswersAllOfAnOpenLoop() throws Exception {
        try (KafkaStreams streams = new StreamsTopology(task()).streams(PeersTest::opened);
                Producer<byte[], byte[]> producer = producer()) {
            streams.start();
            Histogram latencies = new OpenLoop(broker.bootstrap(), "answers")
                    .measure(producer, PeersTest::noisy, COUNT, COUNT / 2, 100)
                    .latencies();

            assertThat(latencies.getTotalCount()).isEqualTo(COUNT / 2);
            requireAllAnswered();
        }
    }
}
