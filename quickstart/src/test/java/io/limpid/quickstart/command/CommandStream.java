package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.limpid.client.KafkaSettings;
import io.limpid.client.TopicReader;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.SampleImages;
import io.limpid.fixtures.TemporaryBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine;

/** A broker for commands that publish and consume, and what stands in its topics. */
final class CommandStream implements AutoCloseable {
    private final TemporaryBroker broker = TemporaryBroker.start();

    TemporaryBroker broker() {
        return broker;
    }

    Topics topics(String prefix) {
        Topics topics = new Topics(prefix);
        broker.createTopics(2, topics.noisy(), topics.denoised(), topics.labels());
        return topics;
    }

    /** @return the exit code */
    int run(StringWriter err, String command, Topics topics, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--bootstrap", broker.bootstrap()));
        arguments.addAll(List.of("--prefix", topics.prefix()));
        arguments.addAll(List.of(more));
        CommandLine line = Commands.line();
        return line.setErr(new PrintWriter(err, true)).execute(arguments.toArray(String[]::new));
    }

    List<ConsumerRecord<byte[], byte[]>> published(Topics topics, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicReader reader =
                TopicReader.open(KafkaSettings.plain(broker.bootstrap(), "test"), List.of(topics.noisy()), true)) {
            for (int polls = 0; polls < 100 && records.size() < count; polls++) {
                reader.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            assertThat(reader.isAtEnd()).isTrue();
        }
        return records;
    }

    static String header(ConsumerRecord<byte[], byte[]> image, String name) {
        return HeaderNames.text(image.headers(), name).orElse("");
    }

    static ProducerRecord<byte[], byte[]> model(Topics topics, String name, Task task, Stage stage) {
        ModelPublished model = ModelPublished.newBuilder()
                .setRef(ModelRef.newBuilder().setName(name).setVersion(1))
                .setTask(task)
                .setStage(stage)
                .build();
        byte[] key = ModelKey.of(model).toString().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topics.models(), key, model.toByteArray());
    }

    static byte[] frame(String id) {
        Image image = Image.newBuilder()
                .setEncoding(Encoding.PNG)
                .setData(ByteString.copyFrom(SampleImages.greyPng(4, 4, 1)))
                .build();
        return DenoisedFrame.newBuilder().setId(id).setImage(image).build().toByteArray();
    }

    static byte[] label(String id) {
        Classification label =
                Classification.newBuilder().setId(id).setLabel("3").build();
        return new ClassificationJson().serialize("labels", label);
    }

    @Override
    public void close() {
        broker.close();
    }
}
