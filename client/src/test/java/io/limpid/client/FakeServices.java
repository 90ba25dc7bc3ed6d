package io.limpid.client;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.stream.DeadLetter;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.ImageId;
import io.limpid.contracts.stream.PassedHeaders;
import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.fixtures.TemporaryBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Answers noisy images as the services do, the picture unchanged and the label always 7, a transaction each; what asks for the model
 * "none" becomes a dead letter, "bare" one without the publisher's headers, and to "mute" nothing is said.
 */
final class FakeServices implements AutoCloseable {
    private static final ServiceIdentity DENOISER = new ServiceIdentity("denoiser", "1");

    private final Topics topics;
    private final TopicReader noisy;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread = new Thread(this::run, "fake-services");
    private volatile boolean closed;

    FakeServices(TemporaryBroker broker, Topics topics) {
        this.topics = requireNonNull(topics, "topics");
        this.noisy = TopicReader.open(
                KafkaSettings.plain(broker.bootstrap(), "fake-services"), List.of(topics.noisy()), true);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id", topics.prefix() + "fake"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        thread.start();
    }

    private void run() {
        while (!closed) {
            for (ConsumerRecord<byte[], byte[]> image : noisy.poll(Duration.ofMillis(50))) {
                producer.beginTransaction();
                answer(
                        image,
                        HeaderNames.text(image.headers(), HeaderNames.MODEL).orElse(""));
                producer.commitTransaction();
            }
        }
    }

    private void answer(ConsumerRecord<byte[], byte[]> image, String wish) {
        switch (wish) {
            case "mute" -> {}
            case "none", "bare" -> bury(image, wish.equals("bare"));
            default -> reply(image);
        }
    }

    private void bury(ConsumerRecord<byte[], byte[]> image, boolean bare) {
        DeadLetter why = new DeadLetter("NO_MODEL", "expected the name of a model", "");
        Headers headers = bare ? why.bareHeaders(image, DENOISER) : why.headers(image, DENOISER);
        send(topics.noisyDead(), image, headers, bare ? null : image.value());
    }

    private void reply(ConsumerRecord<byte[], byte[]> image) {
        DenoisedFrame frame = DenoisedFrame.newBuilder()
                .setId(ImageId.of(image, ""))
                .setImage(Image.newBuilder().setEncoding(Encoding.PNG).setData(ByteString.copyFrom(image.value())))
                .build();
        Classification label =
                Classification.newBuilder().setId(frame.getId()).setLabel("7").build();
        // the label first: of two brokers the one that has it may be read first
        send(
                topics.labels(),
                image,
                PassedHeaders.from(image.headers(), ContentType.JSON, "label"),
                new ClassificationJson().serialize("", label));
        send(
                topics.denoised(),
                image,
                PassedHeaders.from(image.headers(), ContentType.PROTOBUF, "frame"),
                frame.toByteArray());
    }

    private void send(String topic, ConsumerRecord<byte[], byte[]> image, Headers headers, byte[] value) {
        producer.send(new ProducerRecord<>(topic, null, image.timestamp(), image.key(), value, headers));
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
        noisy.close();
        producer.close();
    }
}
