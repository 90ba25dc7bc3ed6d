package io.limpid.quickstart.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.broker.Ports;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Task;
import io.limpid.contracts.v1.TrainingEvent;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.Publications;
import io.limpid.fixtures.SampleImages;
import io.limpid.fixtures.StreamProbe;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The studio as a process with the rights that {@code docs/security.md} lists, each of which it uses here. */
class SecureStudioIT {
    private static final Topics TOPICS = new Topics("");
    private static final byte[] PICTURE = SampleImages.greyPng(28, 28, 1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();

    @TempDir
    Path folder;

    private URI page;

    @Test
    void thePageWorksWithTheRightsThatAreDocumented() throws Exception {
        int port = Ports.free();
        page = URI.create("http://127.0.0.1:" + port);
        try (SecuredStack stack = new SecuredStack(folder, List.of("studio"));
                ServiceUnderTest studio = stack.service("studio")
                        .with("quarkus.http.port", Integer.toString(port))
                        .with("limpid.studio.users.ada", "ada's")) {
            StreamProbe probe = stack.probe();
            stack.broker()
                    .createTopics(
                            1,
                            Stream.concat(
                                            TOPICS.images().stream(),
                                            Stream.of(TOPICS.models(), TOPICS.modelReports(), TOPICS.training()))
                                    .toArray(String[]::new));
            groupsStandAtTheBeginning(stack.broker().adminBootstrap());
            probe.publish(TOPICS.models(), model());
            probe.send(new ProducerRecord<>(
                    TOPICS.training(),
                    bytes("a-run"),
                    TrainingEvent.newBuilder().setRunId("a-run").build().toByteArray()));
            studio.start();
            await().atMost(NumberedStream.PATIENCE)
                    .until(() -> studio.readiness().contains("\"status\": \"UP\""));

            try (AutoCloseable listening = listen()) {
                awaitTold("a-run", "digits");
                assertThat(post("/api/images", BodyPublishers.ofByteArray(PICTURE)))
                        .isEqualTo(202);
                for (String topic : List.of(TOPICS.noisyDead(), TOPICS.denoisedDead())) {
                    ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, bytes("dead"), PICTURE);
                    HeaderNames.set(letter.headers(), HeaderNames.CONTENT_TYPE, "image/png");
                    probe.send(letter);
                }
                probe.send(new ProducerRecord<>(TOPICS.labels(), bytes("no label"), bytes("{}")));
                assertThat(get("/api/dead")).contains(TOPICS.noisyDead(), TOPICS.denoisedDead());
                assertThat(post("/api/dead/" + TOPICS.noisyDead() + "/0/0/replay", BodyPublishers.noBody()))
                        .isEqualTo(204);
                assertThat(post("/api/dead/" + TOPICS.denoisedDead() + "/0/0/replay", BodyPublishers.noBody()))
                        .isEqualTo(204);
                assertThat(post("/api/models/digits/retire?version=1", BodyPublishers.noBody()))
                        .isEqualTo(204);

                assertThat(probe.committed(TOPICS.noisy(), 2)).hasSize(2);
                assertThat(probe.committed(TOPICS.denoised(), 1)).hasSize(1);
                assertThat(probe.committed(TOPICS.models(), 2)).hasSize(2);
                awaitTold("\"retired\"", "\"lag\":\\{[^}]*\"denoiser\":[1-9]", "\"lag\":\\{[^}]*\"classifier\":[1-9]");
            }
            assertThat(studio.log()).doesNotContain(SecuredStack.SECRET).doesNotContain("may not");
        }
    }

    private ModelPublished model() {
        byte[] onnx = FixtureModels.denoiser(1, 28, 28, 0.5f, "half");
        return Publications.live(folder.resolve("digits.onnx"), "digits", 1, Task.DENOISE, onnx, "half")
                .build();
    }

    /** As if denoiser and classifier had been there and were gone. */
    private static void groupsStandAtTheBeginning(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            for (Map.Entry<String, String> one : Map.of(
                            "denoiser.images.noisy", TOPICS.noisy(), "classifier.images.denoised", TOPICS.denoised())
                    .entrySet()) {
                admin.alterConsumerGroupOffsets(
                                one.getKey(), Map.of(new TopicPartition(one.getValue(), 0), new OffsetAndMetadata(0)))
                        .all()
                        .get();
            }
        }
    }

    /** Opens the page's stream of news; what is closed is that. */
    private AutoCloseable listen() throws Exception {
        HttpResponse<Stream<String>> news = http.send(
                HttpRequest.newBuilder(page.resolve("/api/events?page=page-of-the-test"))
                        .build(),
                BodyHandlers.ofLines());
        assertThat(news.statusCode()).isEqualTo(200);
        Thread reader = new Thread(
                () -> {
                    try (Stream<String> lines = news.body()) {
                        lines.forEach(told::add);
                    } catch (RuntimeException ended) {
                        told.add("the connection ended: " + ended);
                    }
                },
                "news");
        reader.setDaemon(true);
        reader.start();
        return news.body()::close;
    }

    private void awaitTold(String... patterns) {
        await().atMost(NumberedStream.PATIENCE).untilAsserted(() -> assertThat(patterns)
                .allSatisfy(pattern -> assertThat(String.join("\n", told)).containsPattern(pattern)));
    }

    private String get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(page.resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }

    private int post(String path, BodyPublisher body) throws Exception {
        HttpRequest asked = HttpRequest.newBuilder(page.resolve(path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes("ada:ada's")))
                .header("Content-Type", "image/png")
                .POST(body)
                .build();
        return http.send(asked, BodyHandlers.discarding()).statusCode();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
