package io.limpid.trainer.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.fixtures.StreamProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BrokerAndRuns.class)
class TrainingsResourceTest {
    @ConfigProperty(name = "limpid.kafka.bootstrap.servers")
    String bootstrap;

    @AfterEach
    void stopAll() {
        TrainingsClient.stopAll();
    }

    @Test
    void tellsHowATrainingWentFromItsOrderOn() {
        String id = TrainingsClient.order("{\"recipe\":\"good\",\"epochs\":2,\"set\":{\"batch\":64}}")
                .statusCode(202)
                .body("state", anyOf(equalTo("queued"), equalTo("running")))
                .header("Location", containsString("/trainings/"))
                .extract()
                .path("id");

        TrainingsClient.ended(id)
                .body("state", equalTo("finished"))
                .body("recipe", equalTo("good"))
                .body("run", equalTo(BrokerAndRuns.DENOISER))
                .body("metrics.psnr", equalTo(20.5f))
                .body("progress.completed.epoch", contains(1, 2))
                .body("progress.completed.validationLoss", contains(null, 0.125f))
                .body("progress.step.imagesPerSecond", equalTo(900f))
                .body("model", nullValue())
                .body("requestedBy", equalTo("HTTP"));
        given().get("/trainings").then().statusCode(200).body("[0].id", equalTo(id));
    }

    @Test
    void takesAWholeRecipe() throws Exception {
        String body = new ObjectMapper().writeValueAsString(Map.of("recipeText", BrokerAndRuns.recipe("good")));

        String id = TrainingsClient.order(body).statusCode(202).extract().path("id");

        TrainingsClient.ended(id).body("state", equalTo("finished"));
    }

    @Test
    void aTrainingThatCrashesIsToldWithItsLastOutputAndHurtsNobody() {
        String id = TrainingsClient.ordered("crash");

        TrainingsClient.ended(id)
                .body("state", equalTo("failed"))
                .body("message", containsString("139"))
                .body("output", hasItem(containsString("fatal error")));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> Management.get("/q/health/ready").then().statusCode(200));
        Management.get("/q/metrics").then().body(containsString("limpid_trainings_ended_total{state=\"failed\"}"));
    }

    @Test
    void whatRunsIsMeasured() {
        String id = TrainingsClient.ordered("slow");

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> Management.get("/q/metrics")
                .then()
                .body(containsString("limpid_training_loss 0.5"))
                .body(containsString("limpid_training_images_per_second 900.0"))
                .body(containsString("limpid_trainings{state=\"running\"} 1.0")));
        TrainingsClient.stopped(id);
        Management.get("/q/metrics").then().body(containsString("limpid_training_loss NaN"));
    }

    @Test
    void stopsATraining() {
        String id = TrainingsClient.ordered("slow");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> TrainingsClient.state(id).equals("running"));

        given().post("/trainings/" + id + "/stop").then().statusCode(202);

        TrainingsClient.ended(id).body("state", equalTo("stopped")).body("metrics.psnr", equalTo(19.5f));
        given().delete("/trainings/" + id).then().statusCode(202).body("state", equalTo("stopped"));
    }

    @Test
    void refusesMoreThanMayWait() {
        String running = TrainingsClient.ordered("slow");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> TrainingsClient.state(running).equals("running"));
        for (int i = 0; i < BrokerAndRuns.QUEUE; i++) {
            TrainingsClient.ordered("good");
        }

        TrainingsClient.order("{\"recipe\":\"good\"}")
                .statusCode(429)
                .header("Retry-After", "60")
                .body("message", containsString("2 trainings wait"));
    }

    @Test
    void publishesWhatFinished() throws Exception {
        String id = TrainingsClient.order("{\"recipe\":\"good\",\"publish\":true}")
                .statusCode(202)
                .extract()
                .path("id");

        String version = TrainingsClient.ended(id)
                .body("model.name", equalTo("mine"))
                .extract()
                .path("model.version");

        try (StreamProbe probe = new StreamProbe(bootstrap)) {
            List<String> versions = new java.util.ArrayList<>();
            for (var published : probe.committed(new Topics(BrokerAndRuns.PREFIX).models(), 1)) {
                versions.add(Long.toUnsignedString(
                        ModelPublished.parseFrom(published.value()).getRef().getVersion()));
            }
            assertThat(versions).contains(version);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | expected exactly one of recipe, recipeText and resume, found 0",
                "{'recipe':'good','resume':'x'} | expected exactly one of",
                "{'recipe':'none'} | there is no recipe 'none'; expected one of [chatty, crash, good, linked, slow]",
                "{'recipe':'../outside'} | there is no recipe '../outside'",
                "{'recipe':'linked'} | lies outside",
                "{'recipe':'/etc/passwd'} | there is no recipe",
                "{'recipeText':' '} | the recipe is empty",
                "{'recipeText':'name: x\\ntask: dream'} | recipeText, line 2: task must be one of",
                "{'recipe':'good','epohcs':3} | unknown key 'epohcs'; allowed: [budgetSeconds, dataset, epochs",
                "{'recipe':'good','epochs':'many'} | expected a whole number for epochs",
                "{'recipe':'good','epochs':0} | epochs must be at least 1",
                "{'recipe':'good','dataset':'x'} | data.set must be one of",
                "{'recipe':'good','dataset':'folder:/etc'} | folders of pictures can't be ordered here",
                "{'recipe':'good','set':{'batch':[1]}} | expected a text for set.batch",
                "{'recipe':'good','set':{'no.such':1}} | unknown key 'no",
                "{'recipe':'good','set':{'--runs':'x'}} | expected a recipe's key, such as network.latent, found '--runs'",
                "{'recipe':'good','noise':'a\\nb'} | the value for noise has line breaks",
                "{'resume':'20260101-000000-none'} | there is no run '20260101-000000-none'",
                "{'resume':'../runs'} | there is no run",
                "{'resume':'20260101-000000-mine'} | can't be taken up again: it is finished",
                "{'resume':'20260101-000000-mine','epochs':3} | nothing goes with resume, found [epochs]",
                "{'resume':'20260101-000000-mine','budgetSeconds':3} | nothing goes with resume, found [budgetSeconds]",
                "{'recipe':'good','budgetSeconds':0} | expected budgetSeconds above 0, found 0.0",
                "[1] | expected an object, found a list",
            })
    void refusesWrongOrdersAndSaysWhatIsExpected(String body, String message) {
        TrainingsClient.order(body.replace('\'', '"'))
                .statusCode(400)
                .body("message", containsString(message.replace("name: x\\n", "name: x\n")));
    }

    @Test
    void refusesWhatIsTooLarge() {
        TrainingsClient.order("{\"recipe\":\"good\",\"noise\":\"" + "x".repeat(3_000) + "\"}")
                .statusCode(400)
                .body("message", containsString("at most 2000 are allowed"));
        TrainingsClient.order("{\"recipeText\":\"" + "x".repeat(100_000) + "\"}")
                .statusCode(400)
                .body("message", containsString("at most 65536 are allowed"));
        TrainingsClient.order("{\"recipeText\":\"" + "x".repeat(2 << 20) + "\"}")
                .statusCode(413)
                .body("message", containsString("expected a body of at most 1048576 bytes, found 2097"));
    }

    @ParameterizedTest
    @CsvSource({
        "/trainings, text/plain, 415, expected a body with content-type: application/json",
        "/models, text/plain, 415, expected a body with content-type: application/json",
        "/trainings, application/json, 400, 'expected JSON, found at line 1, column 2: Unexpected end-of-input'",
        "/models, application/json, 400, 'expected JSON, found at line 1, column 2: Unexpected end-of-input'",
    })
    void whatNeverComesToAResourceIsAnsweredWithAReasonToo(String path, String type, int status, String message) {
        given().contentType(type)
                .body("{")
                .post(path)
                .then()
                .statusCode(status)
                .contentType("application/json")
                .body("message", equalTo(message));
    }

    /** The fields that the specification knows, and comments. */
    @Test
    void eventsHaveTheFieldsOfServerSentEventsOnly() {
        String id = TrainingsClient.ordered("good");
        TrainingsClient.ended(id);

        String events =
                given().get("/trainings/" + id + "/events").then().extract().asString();

        assertThat(events).contains("event:state\n").contains("data:{\"id\":");
        assertThat(events.lines().filter(line -> !line.isEmpty() && !line.startsWith(":")))
                .allMatch(line -> line.matches("(event|data|id|retry):.*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/events", "/stop"})
    void whatIsNoTrainingIsNotFound(String what) {
        given().request(what.equals("/stop") ? "POST" : "GET", "/trainings/none" + what)
                .then()
                .statusCode(404)
                .body("message", containsString("no training 'none'"));
    }

    @Test
    void listsRunsAndHandsOutWhatIsMeantToBeRead() {
        given().get("/runs")
                .then()
                .statusCode(200)
                .body("id", hasItem(BrokerAndRuns.FAILED))
                .body("find { it.id == '" + BrokerAndRuns.FAILED + "' }.message", equalTo("no memory"));
        given().get("/runs/" + BrokerAndRuns.DENOISER)
                .then()
                .statusCode(200)
                .body("state", equalTo("finished"))
                .body("resumable", equalTo(false));
        given().get("/runs/" + BrokerAndRuns.DENOISER + "/model.json")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("X-Content-Type-Options", "nosniff")
                .body("name", equalTo("mine"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none/status.json",
                "../secret",
                "%2e%2e/secret",
                BrokerAndRuns.DENOISER + "/model.onnx",
                BrokerAndRuns.DENOISER + "/report.html",
                BrokerAndRuns.DENOISER + "/..%2f..%2fsecret",
                ".trainings/status.json",
            })
    void handsOutNothingElse(String path) {
        given().urlEncodingEnabled(false)
                .get("/runs/" + path)
                .then()
                .statusCode(404)
                .body(not(containsString("not a model")));
    }

    /** Every path and what it speaks of, so that clients can be generated. */
    @Test
    void describesItself() {
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("info.title", equalTo("Limpid trainer"))
                .body("paths.'/trainings'.post.responses.keySet()", hasItem("429"))
                .body("paths.'/trainings'.get.summary", containsString("newest first"))
                .body("paths.'/trainings/{id}'.keySet()", hasItem("delete"))
                .body("paths.'/trainings/{id}/stop'.post.summary", containsString("best so far"))
                .body(
                        "paths.'/trainings/{id}/events'.get.responses.'200'.content.keySet()",
                        contains("text/event-stream"))
                .body("paths.'/runs'.keySet()", contains("get"))
                .body("paths.'/runs/{id}'.keySet()", contains("get"))
                .body("paths.'/runs/{id}/{file}'.keySet()", contains("get"))
                .body("paths.'/trainings/{id}'.delete.responses.keySet()", hasItem("404"))
                .body(
                        "paths.'/models'.post.responses.keySet()",
                        containsInAnyOrder("201", "400", "404", "409", "413", "415", "503"))
                .body("paths.'/models/{run}/model.onnx'.get.responses.keySet()", hasItem("404"))
                .body("paths.'/models/{run}/model.onnx'.keySet()", contains("get"))
                .body(
                        "paths.'/trainings'.post.requestBody.content.'application/json'.schema.'$ref'",
                        endsWith("/TrainingRequest"))
                .body("components.schemas.TrainingRequest.properties.recipe.description", containsString("recipe"))
                .body("components.schemas.keySet()", hasItem("Training"))
                .body("components.schemas.keySet()", hasItem("TrainingSummary"))
                .body("components.schemas.keySet()", hasItem("Run"))
                .body("components.schemas.keySet()", hasItem("Problem"));
    }
}
