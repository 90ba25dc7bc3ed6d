package io.limpid.quickstart.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.broker.LocalBroker;
import io.limpid.broker.Ports;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.fixtures.SampleImages;
import io.limpid.fixtures.SamplePictures;
import io.limpid.fixtures.StreamProbe;
import io.limpid.quickstart.models.ShippedPublisher;
import io.limpid.quickstart.process.Health;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.Http;
import io.limpid.quickstart.process.Processes;
import io.limpid.quickstart.process.ServiceSpecs;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.stream.BrokerDoor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that wait for a denoiser which has yet to open its models, none of them naming one. */
class FirstDayIT {
    private static final Topics TOPICS = new Topics("");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void eachPictureGoesToTheModelMadeForIt() throws Exception {
        Home home = new Home(folder);
        for (String part : new String[] {"denoiser-service", "classifier-service", "trainer-service", "studio"}) {
            Files.createSymbolicLink(
                    folder.resolve(part), Path.of("..", part).toAbsolutePath().normalize());
        }
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                Processes processes = new Processes(false);
                StreamProbe probe = new StreamProbe(broker.bootstrap())) {
            StreamAddress stream = new StreamAddress(broker.bootstrap(), "");
            ServiceSpecs specs = new ServiceSpecs(home, stream, home.state());
            // whichever service comes first makes the topics
            processes.start(specs.classifier(Ports.free()));
            BrokerDoor.await(stream, List.of(TOPICS.noisy(), TOPICS.models()), PATIENCE);
            new ShippedPublisher(stream, home.published()).publish();
            send(probe, "digit", SampleImages.greyPng(28, 28, 1));
            send(probe, "page", png(SamplePictures.page(540, 258, 1)));
            send(probe, "landscape", png(SamplePictures.landscape(481, 321, 0.1, 1)));
            // A4 at 300 dots an inch
            send(probe, "a4", png(SamplePictures.page(2480, 3508, 1)));

            processes.start(specs.denoiserOfPictures(Ports.free()));

            Map<String, String> models = new TreeMap<>();
            for (ConsumerRecord<byte[], byte[]> answer : probe.committed(TOPICS.denoised(), 4)) {
                models.put(
                        new String(answer.key(), StandardCharsets.UTF_8),
                        DenoisedFrame.parseFrom(answer.value()).getDenoiser().getName());
            }
            assertThat(models)
                    .containsExactly(
                            Map.entry("a4", "documents"),
                            Map.entry("digit", "digits"),
                            Map.entry("landscape", "photo-grey"),
                            Map.entry("page", "documents"));
            theStudioTakesThemToo(processes, specs);
        }
    }

    /** A photograph of 12 megapixels, to which noise is added there. */
    private static void theStudioTakesThemToo(Processes processes, ServiceSpecs specs) throws Exception {
        int port = Ports.free();
        new Health(new Http()).awaitReady(processes.start(specs.studio(port)));
        URI images = URI.create("http://127.0.0.1:" + port + "/api/images");
        byte[] photo = SampleImages.file(
                "png", SamplePictures.landscape(4000, 3000, 0, 1).image());
        HttpResponse<String> sent = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(images + "?noise=gaussian:0.05"))
                                .header("content-type", "image/png")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(photo))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
        String id = new ObjectMapper().readTree(sent.body()).path("id").asText();

        JsonNode view = await().atMost(PATIENCE)
                .until(() -> new Http().get(URI.create(images + "/" + id)).json(), found -> found.has("denoised"));

        assertThat(view.at("/denoised/model").asText()).isEqualTo("photo-grey");
        assertThat(view.path("pictures").size()).as(view.toString()).isEqualTo(3);
    }

    private static byte[] png(SamplePictures.Pair picture) throws Exception {
        return SampleImages.file("png", picture.image());
    }

    private static void send(StreamProbe probe, String key, byte[] image) {
        probe.send(new ProducerRecord<>(TOPICS.noisy(), key.getBytes(StandardCharsets.UTF_8), image));
    }
}
