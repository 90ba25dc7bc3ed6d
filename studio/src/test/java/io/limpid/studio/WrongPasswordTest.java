package io.limpid.studio;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In a studio of its own: what is counted here would keep other tests from signing in. */
@QuarkusTest
@QuarkusTestResource(RealBroker.class)
@TestProfile(WrongPasswordTest.WithAnotherUser.class)
class WrongPasswordTest {
    /** One user, of this test only. */
    public static final class WithAnotherUser implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("limpid.studio.users.grace", "secret");
        }
    }

    private static RequestSpecification grace(String password) {
        return given().redirects().follow(false).auth().preemptive().basic("grace", password);
    }

    @Test
    void nobodyTriesManyPasswords() {
        for (int i = 0; i < 10; i++) {
            grace("wrong" + i).get("/api/login").then().statusCode(401);
        }

        grace("secret")
                .get("/api/login")
                .then()
                .statusCode(429)
                .header("Retry-After", "300")
                .contentType("application/problem+json")
                .body("reason", equalTo("TOO_MANY_WRONG_PASSWORDS"))
                .body("detail", containsString("try again in 5 minutes"));
        grace("secret")
                .header("Accept", "text/html,*/*;q=0.8")
                .get("/api/login")
                .then()
                .statusCode(429)
                .header("Retry-After", "300")
                .contentType(ContentType.HTML)
                .body("html.body.main.h1", equalTo("Too many wrong passwords"))
                .body("html.body.main.p[0]", containsString("Try again in 5 minutes"));
        grace("secret").post("/api/models/digits/retire?version=1").then().statusCode(429);
        given().get("/api/studio").then().statusCode(200).body("user", equalTo(""));
    }
}
