package io.limpid.trainer.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.google.protobuf.ByteString;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.TrainingEvent.EventCase;
import io.limpid.contracts.v1.TrainingRequested;
import io.limpid.fixtures.StreamProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trainings asked for by records. */
@QuarkusTest
@QuarkusTestResource(BrokerAndRuns.class)
class TrainingRequestsTest {
    private static final Topics TOPICS = new Topics(BrokerAndRuns.PREFIX);

    @ConfigProperty(name = "limpid.kafka.bootstrap.servers")
    String bootstrap;

    private EventProbe events;
    private StreamProbe stream;

    @BeforeEach
    void open() {
        events = new EventProbe(bootstrap, TOPICS.training());
        stream = new StreamProbe(bootstrap);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> Management.get("/q/health/ready").then().statusCode(200));
    }

    @AfterEach
    void close() {
        TrainingsClient.stopAll();
        events.close();
        stream.close();
    }

    private static String unique(String name) {
        return name + "-" + UUID.randomUUID();
    }

    private void ask(@Nullable String key, byte @Nullable [] value, String contentType) {
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> request = new ProducerRecord<>(TOPICS.trainingRequests(), keyBytes, value);
        if (!contentType.isEmpty()) {
            HeaderNames.set(request.headers(), HeaderNames.CONTENT_TYPE, contentType);
        }
        stream.send(request);
    }

    private void ask(String key, String value, String contentType) {
        ask(key, value.getBytes(StandardCharsets.UTF_8), contentType);
    }

    private static final String GOOD = "{\"recipe\":\"good\"}";

    @Test
    void aMessageStartsATraining() throws Exception {
        String id = unique("message");
        TrainingRequested request = TrainingRequested.newBuilder()
                .setRecipe("good")
                .setEpochs(2)
                .putSet("batch", "64")
                .setBudgetSeconds(60)
                .setPublish(true)
                .setId(id)
                .build();

        ask(null, request.toByteArray(), "application/x-protobuf");

        List<EventProbe.Seen> told = events.ofRequest(id);
        assertThat(told)
                .extracting(EventProbe.Seen::kind)
                .containsExactly(
                        EventCase.QUEUED, EventCase.STARTED, EventCase.EPOCH, EventCase.EPOCH, EventCase.FINISHED);
        assertThat(told.get(4).event().getFinished().getModel().getName()).isEqualTo("mine");
        TrainingsClient.get(told.get(0).event().getTrainingId())
                .body("recipe", equalTo("good"))
                .body("publish", equalTo(true))
                .body("requestedBy", startsWith("Kafka " + TOPICS.trainingRequests() + "-0-"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "JSON, said    | application/json; charset=utf-8 | {'recipe':'good'}",
                "JSON, sniffed | ``                              | `  {'recipe':'good'}`",
                "a recipe      | application/yaml                | RECIPE",
            })
    void otherFormsDoTheSame(String form, String contentType, String value) throws Exception {
        String key = unique("form");

        ask(key, value.equals("RECIPE") ? BrokerAndRuns.recipe("good") : value.replace('\'', '"'), contentType);

        assertThat(events.ofRequest(key))
                .last()
                .extracting(EventProbe.Seen::kind)
                .isEqualTo(EventCase.FINISHED);
    }

    @Test
    void aMessageIsSniffedTooAndTheCloudEventsIdGoesBeforeTheKey() throws Exception {
        String id = unique("ce");
        ProducerRecord<byte[], byte[]> request = new ProducerRecord<>(
                TOPICS.trainingRequests(),
                "a key".getBytes(StandardCharsets.UTF_8),
                TrainingRequested.newBuilder()
                        .setRecipe("good")
                        .setId("another")
                        .build()
                        .toByteArray());
        HeaderNames.set(request.headers(), HeaderNames.CLOUD_EVENT_ID, id);

        stream.send(request);

        assertThat(events.ofRequest(id))
                .last()
                .extracting(EventProbe.Seen::kind)
                .isEqualTo(EventCase.FINISHED);
    }

    @Test
    void theSameRequestTwiceTrainsOnce() throws Exception {
        String twice = unique("twice");
        String after = unique("after");

        ask(twice, GOOD, "");
        ask(twice, GOOD, "");
        ask(after, GOOD, "");

        events.ofRequest(after);
        assertThat(events.soFar(event -> event.getRequestId().equals(twice)))
                .extracting(EventProbe.Seen::kind)
                .containsOnlyOnce(EventCase.QUEUED)
                .containsOnlyOnce(EventCase.FINISHED);
    }

    @Test
    void withoutAnIdEveryRecordIsARequestOfItsOwn() throws Exception {
        ask(null, GOOD, "");
        ask(null, GOOD, "");
        String after = unique("after");
        ask(after, GOOD, "");

        events.ofRequest(after);

        assertThat(events.soFar(event ->
                        event.getRequestId().startsWith(TOPICS.trainingRequests() + "-0-") && event.hasFinished()))
                .hasSize(2);
    }

    @Test
    void wrongOnesBecomeDeadLettersAndTheNextIsServed() throws Exception {
        String before = unique("before");
        String wrong = unique("wrong");
        String after = unique("after");
        double refusedBefore = refused();

        ask(before, GOOD, "");
        ask(wrong, new byte[0], "");
        ask(wrong, (byte[]) null, "");
        ask(wrong, "no message of ours", "");
        ask(wrong, "{\"recipe\":", "application/json");
        ask(wrong, GOOD, "text/plain");
        ask(wrong, "{\"recipe\":\"good\",\"epohcs\":3}", "");
        ask(wrong, "{\"recipe\":\"none\"}", "");
        ask(wrong, "null", "application/json");
        ask(wrong, "name: x\ntask: dream", "application/yaml");
        ask("x".repeat(300), GOOD, "");
        ask(after, GOOD, "");

        assertThat(events.ofRequest(before))
                .last()
                .extracting(EventProbe.Seen::kind)
                .isEqualTo(EventCase.FINISHED);
        assertThat(events.ofRequest(after))
                .last()
                .extracting(EventProbe.Seen::kind)
                .isEqualTo(EventCase.FINISHED);
        List<ConsumerRecord<byte[], byte[]>> dead = stream.committed(TOPICS.trainingRequestsDead(), 10);
        assertThat(dead)
                .extracting(letter -> header(letter, HeaderNames.DEAD_LETTER_REASON))
                .containsExactly(
                        "EMPTY",
                        "NO_VALUE",
                        "UNDECODABLE",
                        "UNDECODABLE",
                        "UNSUPPORTED_CONTENT_TYPE",
                        "WRONG_REQUEST",
                        "WRONG_REQUEST",
                        "WRONG_REQUEST",
                        "WRONG_REQUEST",
                        "WRONG_REQUEST");
        assertThat(dead.subList(4, 10))
                .extracting(letter -> header(letter, HeaderNames.DEAD_LETTER_MESSAGE))
                .satisfiesExactly(
                        type -> assertThat(type)
                                .contains("application/x-protobuf, application/json or application/yaml"),
                        key -> assertThat(key).startsWith("unknown key 'epohcs'; allowed: [budgetSeconds"),
                        name -> assertThat(name)
                                .isEqualTo(
                                        "there is no recipe 'none'; expected one of [chatty, crash, good, linked, slow]"),
                        none -> assertThat(none).isEqualTo("expected {\"recipe\": \"<name>\"}, found null"),
                        task -> assertThat(task).startsWith("recipeText, line 2: task must be one of"),
                        id -> assertThat(id).contains("the request id has 300 characters, at most 256"));
        ConsumerRecord<byte[], byte[]> malformed = dead.get(2);
        assertThat(malformed.value())
                .isEqualTo(ByteString.copyFromUtf8("no message of ours").toByteArray());
        assertThat(malformed.key()).isEqualTo(wrong.getBytes(StandardCharsets.UTF_8));
        assertThat(header(malformed, HeaderNames.DEAD_LETTER_TOPIC)).isEqualTo(TOPICS.trainingRequests());
        assertThat(header(malformed, HeaderNames.DEAD_LETTER_PARTITION)).isEqualTo("0");
        assertThat(header(malformed, HeaderNames.DEAD_LETTER_OFFSET)).matches("[0-9]+");
        assertThat(header(malformed, HeaderNames.DEAD_LETTER_SERVICE)).isEqualTo("trainer");
        assertThat(header(malformed, HeaderNames.DEAD_LETTER_SERVICE_VERSION)).isNotEmpty();
        assertThat(header(malformed, HeaderNames.DEAD_LETTER_EXCEPTION)).endsWith("UnreadableRequest");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(refused()).isEqualTo(refusedBefore + 10));
    }

    private static double refused() {
        return Management.get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith("limpid_records_dead_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        return HeaderNames.text(message.headers(), name).orElse("");
    }

    @Test
    void whileTheQueueIsFullARequestWaitsInItsTopic() throws Exception {
        String running = TrainingsClient.ordered("slow");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> TrainingsClient.state(running).equals("running"));
        for (int i = 0; i < BrokerAndRuns.QUEUE; i++) {
            TrainingsClient.ordered("good");
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> readiness()
                .body(
                        "checks.find { it.name == 'requests' }.data.requests",
                        containsString("as many trainings wait as may")));
        String waits = unique("waits");

        ask(waits, GOOD, "");

        readiness().statusCode(200);
        Management.get("/q/health/live").then().statusCode(200);
        assertThat(given().get("/trainings").then().extract().<List<String>>path("requestedBy"))
                .as("neither lost nor taken")
                .hasSizeGreaterThan(BrokerAndRuns.QUEUE);
        TrainingsClient.order(GOOD).statusCode(429);
        TrainingsClient.stopped(running);
        assertThat(events.ofRequest(waits))
                .last()
                .extracting(EventProbe.Seen::kind)
                .isEqualTo(EventCase.FINISHED);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> readiness()
                .body("checks.find { it.name == 'requests' }.data.requests", equalTo("running")));
    }

    private static ValidatableResponse readiness() {
        return Management.get("/q/health/ready").then();
    }
}
