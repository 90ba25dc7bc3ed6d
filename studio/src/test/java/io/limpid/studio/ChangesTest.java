package io.limpid.studio;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.limpid.fixtures.SampleImages;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Who may change something, and who may only look. */
@QuarkusTest
@QuarkusTestResource(RealBroker.class)
class ChangesTest {
    @ConfigProperty(name = "limpid.kafka.bootstrap.servers")
    String bootstrap;

    @Test
    void changesNothingForOtherSites() {
        given().header("Origin", "http://evil.example")
                .contentType("image/png")
                .body(SampleImages.greyPng(8, 8, 1))
                .post("/api/images")
                .then()
                .statusCode(403)
                .body("reason", equalTo("OTHER_SITE"));
        given().header("Sec-Fetch-Site", "cross-site")
                .post("/api/models/digits/retire?version=1")
                .then()
                .statusCode(403);
        given().header("X-Forwarded-For", "10.0.0.1")
                .post("/api/models/digits/retire?version=1")
                .then()
                .statusCode(403)
                .body("reason", equalTo("NOT_LOCAL"));
    }

    @Test
    void knowsWhoMayChangeSomething() {
        given().get("/api/studio")
                .then()
                .body("changes", equalTo(true))
                .body("canSignIn", equalTo(false))
                .body("streamOptions", equalTo(" --bootstrap " + bootstrap + " --prefix " + RealBroker.TOPICS.prefix()))
                .body("maxBytes", equalTo(RealBroker.MAX_BYTES));
        given().header("X-Forwarded-For", "10.0.0.1")
                .get("/api/studio")
                .then()
                .body("changes", equalTo(false))
                .body("why", containsString("the studio's own machine"));
    }
}
