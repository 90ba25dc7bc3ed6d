package io.limpid.trainer.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.StreamProbe;
import io.limpid.inference.ModelFetcher;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BrokerAndRuns.class)
class ModelsResourceTest {
    @ConfigProperty(name = "limpid.kafka.bootstrap.servers")
    String bootstrap;

    private static ValidatableResponse order(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/models")
                .then();
    }

    private static String order(String run, String stage) {
        return "{\"run\":\"" + run + "\",\"stage\":\"" + stage + "\"}";
    }

    @Test
    void listsFinishedRunsNewestFirst() {
        given().get("/models")
                .then()
                .statusCode(200)
                .body("run", contains(BrokerAndRuns.CHANGED, BrokerAndRuns.HEAD, BrokerAndRuns.DENOISER))
                .body("task", contains("denoise", "classify-latent", "denoise"))
                .body("partOf", contains("a-grid", "", ""));
    }

    @Test
    void servesTheFileWithItsSum() {
        byte[] expected = FixtureModels.denoiser(1, 4, 4, 1, "space");

        byte[] served = given().get("/models/" + BrokerAndRuns.DENOISER + "/model.onnx")
                .then()
                .statusCode(200)
                .header("X-Content-Sha256", ModelFetcher.sha256Of(expected))
                .header("ETag", '"' + ModelFetcher.sha256Of(expected) + '"')
                .extract()
                .asByteArray();

        assertThat(served).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none", BrokerAndRuns.FAILED, "..", "%2e%2e", "..%2fsecret", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", ""
            })
    void whatIsNoFinishedRunIsNotFound(String id) {
        given().urlEncodingEnabled(false)
                .get("/models/" + id + "/model.onnx")
                .then()
                .statusCode(404)
                .body(org.hamcrest.Matchers.not(containsString("not a model")));
    }

    @Test
    void publishesUnderTheModelsNameAndAnswersWithTheReference() throws InvalidProtocolBufferException {
        String version = order(order(BrokerAndRuns.HEAD, "CANARY"))
                .statusCode(201)
                .body("name", equalTo("head"))
                .body("latentSpace", equalTo("space"))
                .extract()
                .path("version");

        List<ModelPublished> published = new ArrayList<>();
        try (StreamProbe probe = new StreamProbe(bootstrap)) {
            for (ConsumerRecord<byte[], byte[]> message :
                    probe.committed(new Topics(BrokerAndRuns.PREFIX).models(), 1)) {
                assertThat(new String(message.key())).isEqualTo("head/candidate");
                published.add(ModelPublished.parseFrom(message.value()));
            }
        }
        assertThat(published).singleElement().satisfies(model -> {
            assertThat(Long.toUnsignedString(model.getRef().getVersion())).isEqualTo(version);
            assertThat(model.getStage()).isEqualTo(Stage.CANARY);
            assertThat(model.getShare()).isEqualTo(0.1);
            assertThat(model.getUri())
                    .isEqualTo("http://trainer.example:8083/models/" + BrokerAndRuns.HEAD + "/model.onnx");
        });
    }

    @Test
    void refusesWrongOrdersAndSaysWhatIsExpected() {
        order("{}").statusCode(400).body("message", containsString("GET /models lists the ids"));
        order("").statusCode(400).body("message", containsString("GET /models lists the ids"));
        order(order(BrokerAndRuns.HEAD, "live")).statusCode(400).body("message", containsString("LIVE, SHADOW"));
        order("{\"run\": \"x\", \"stage\": \"CANARY\", \"share\": 1}")
                .statusCode(400)
                .body("message", containsString("above 0 and below 1"));
        order(order("../secret", "LIVE")).statusCode(404).body("message", containsString("../secret"));
        order(order(BrokerAndRuns.FAILED, "LIVE")).statusCode(404);
        order("{\"run\":").statusCode(400).body("message", containsString("expected JSON, found at line 1"));
        order("[1]").statusCode(400).body("message", equalTo("expected an object, found a list"));
    }

    @Test
    void refusesAFileThatWasChangedAfterItsTraining() {
        order(order(BrokerAndRuns.CHANGED, "LIVE")).statusCode(409).body("message", containsString("SHA-256 differs"));
    }

    @Test
    void tellsHealthAndMetricsOnlyWhereThePublicDoesNotCome() {
        for (String path : List.of("/q/health", "/q/health/ready", "/q/metrics")) {
            given().get(path).then().statusCode(404);
            Management.get(path).then().statusCode(200);
        }
        Management.get("/trainings").then().statusCode(404);
    }

    @Test
    void isReadyWhenTheBrokerAnswersAndTheRunsCanBeRead() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> Management.get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'trainer' }.data.runs", equalTo("readable")));
    }
}
