package io.limpid.quickstart.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.limpid.client.LimpidClient;
import io.limpid.client.ResultKind;
import io.limpid.client.ResultSelection;
import io.limpid.client.Results;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.fixtures.SampleImages;
import io.limpid.fixtures.TemporaryBroker;
import io.limpid.quickstart.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsumptionTest {
    @AutoClose
    private static final TemporaryBroker BROKER = TemporaryBroker.start();

    @TempDir
    private Path folder;

    @Test
    void tellsWhatLabelsThatDoNotComeWaitFor() {
        Topics topics = new Topics("");
        BROKER.createTopics(1, topics.denoised(), topics.labels());
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            producer.send(new ProducerRecord<>(topics.denoised(), frame("a")));
            producer.send(new ProducerRecord<>(topics.denoised(), frame("b")));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        FolderStore store = FolderStore.open(folder);
        Consumption consumption = new Consumption(store, 2, console, new JsonLines(false), Duration.ofMillis(100));

        boolean enough;
        try (LimpidClient client = LimpidClient.builder(BROKER.bootstrap()).connect();
                Results results = client.results(ResultSelection.fromStart(ResultKind.DENOISED, ResultKind.LABELS))) {
            enough = consumption.run(results, Duration.ofSeconds(2));
        }

        assertThat(enough).isFalse();
        assertThat(consumption.imageCount()).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("all 2 images are here and 0 of their labels")
                .contains("./limpid models", "--timeout");
    }

    private static byte[] frame(String id) {
        Image image = Image.newBuilder()
                .setEncoding(Encoding.PNG)
                .setData(ByteString.copyFrom(SampleImages.greyPng(4, 4, 1)))
                .build();
        return DenoisedFrame.newBuilder().setId(id).setImage(image).build().toByteArray();
    }
}
