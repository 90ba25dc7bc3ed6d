package io.limpid.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BrokerAndRuns.class)
class TrainingEventsTest {
    @TestHTTPResource
    URI service;

    @Inject
    TrainingStreams streams;

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stopAll() {
        TrainingsClient.stopAll();
        await().atMost(Duration.ofSeconds(60)).until(() -> streams.readers() == 0);
    }

    private HttpResponse<InputStream> open(String id) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(service.resolve("/trainings/" + id + "/events"))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    private static BufferedReader reader(HttpResponse<InputStream> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** All lines to the end of the stream, but for empty ones and comments. */
    private static List<String> rest(BufferedReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!line.isBlank() && !line.startsWith(":")) {
                lines.add(line.replace(": ", ":"));
            }
        }
        return lines;
    }

    private static void awaitLine(BufferedReader reader, String start) throws IOException {
        String line = reader.readLine();
        while (line != null && !line.replace(": ", ":").startsWith(start)) {
            line = reader.readLine();
        }
        assertThat(line).as("the stream went on until " + start).isNotNull();
    }

    @Test
    void tellsWhatHasHappenedAndThenWhatHappens() throws Exception {
        String id = TrainingsClient.ordered("slow");
        await().atMost(Duration.ofSeconds(60)).until(() -> !TrainingsClient.get(id)
                .extract()
                .<List<?>>path("progress.completed")
                .isEmpty());

        try (BufferedReader reader = reader(open(id))) {
            awaitLine(reader, "event:state");
            awaitLine(reader, "event:epoch");
            awaitLine(reader, "event:step");
            awaitLine(reader, ":");
            TrainingsClient.stopped(id);

            assertThat(rest(reader))
                    .last()
                    .asString()
                    .startsWith("data:")
                    .contains("\"state\":\"stopped\"", "\"psnr\":19.5");
        }
    }

    @Test
    void ofOneThatHasEndedTellsItAllAtOnce() throws Exception {
        String id = TrainingsClient.ordered("good");
        TrainingsClient.ended(id);

        try (BufferedReader reader = reader(open(id))) {
            assertThat(rest(reader).stream()
                            .filter(line -> line.startsWith("event:"))
                            .toList())
                    .containsExactly("event:epoch", "event:epoch", "event:step", "event:state");
        }
    }

    @Test
    void aReaderThatDoesNotReadHoldsNobodyUpAndMissesNoEpoch() throws Exception {
        String before = TrainingsClient.ordered("slow");
        String id = TrainingsClient.ordered("chatty");
        HttpResponse<InputStream> sleepy = open(id);
        TrainingsClient.stopped(before);

        TrainingsClient.ended(id);

        try (BufferedReader reader = reader(sleepy)) {
            List<String> lines = rest(reader);
            assertThat(lines.stream().filter(line -> line.equals("event:epoch")).count())
                    .isEqualTo(2);
            assertThat(lines).last().asString().contains("\"state\":\"finished\"");
        }
    }

    @Test
    void readersThatGoAwayAreReleasedAndSoManyMayRead() throws Exception {
        String id = TrainingsClient.ordered("slow");
        List<HttpResponse<InputStream>> open = new ArrayList<>();
        for (int i = 0; i < BrokerAndRuns.READERS; i++) {
            open.add(open(id));
        }

        assertThat(open(id).statusCode()).isEqualTo(503);
        open.get(0).body().close();

        await().atMost(Duration.ofSeconds(60)).until(() -> streams.readers() == BrokerAndRuns.READERS - 1);
        open.add(open(id));
        assertThat(open.get(open.size() - 1).statusCode()).isEqualTo(200);
        for (HttpResponse<InputStream> each : open) {
            each.body().close();
        }
    }
}
