package io.limpid.trainer.service;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Trainings as a client of the service sees them. */
final class TrainingsClient {
    private static final Set<String> OPEN = Set.of("queued", "running");

    private TrainingsClient() {}

    static ValidatableResponse order(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/trainings")
                .then();
    }

    /** The id of a training of that recipe, which must be taken. */
    static String ordered(String recipe) {
        return order("{\"recipe\":\"" + recipe + "\"}")
                .statusCode(202)
                .extract()
                .path("id");
    }

    static ValidatableResponse get(String id) {
        return given().get("/trainings/" + id).then().statusCode(200);
    }

    static String state(String id) {
        return get(id).extract().path("state");
    }

    static ValidatableResponse ended(String id) {
        await().atMost(Duration.ofSeconds(90)).until(() -> !OPEN.contains(state(id)));
        return get(id);
    }

    static void stopped(String id) {
        given().delete("/trainings/" + id).then().statusCode(202);
        ended(id);
    }

    /** Leaves the service as it was found: nothing waits, nothing runs. */
    static void stopAll() {
        List<String> ids = given().get("/trainings")
                .then()
                .statusCode(200)
                .extract()
                .path("findAll { it.state == 'queued' || it.state == 'running' }.id");
        ids.forEach(TrainingsClient::stopped);
    }
}
