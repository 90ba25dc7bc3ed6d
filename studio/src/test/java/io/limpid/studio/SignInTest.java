package io.limpid.studio;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealBroker.class)
@TestProfile(SignInTest.WithUsers.class)
class SignInTest {
    /** One user. */
    public static final class WithUsers implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("limpid.studio.users.ada", "secret");
        }
    }

    @Test
    void letsOnlyThoseChangeSomethingWhoAreSignedIn() {
        String change = "/api/models/digits/retire?version=1";

        given().post(change).then().statusCode(401).body("reason", equalTo("SIGN_IN"));
        given().auth().preemptive().basic("ada", "wrong").post(change).then().statusCode(401);
        // that there is no such model is told to those only who may change it
        given().auth().preemptive().basic("ada", "secret").post(change).then().statusCode(409);
        given().auth()
                .preemptive()
                .basic("ada", "secret")
                .header("Origin", "http://evil.example")
                .post(change)
                .then()
                .statusCode(403);
    }

    @Test
    void aBrowserThatIsNotSignedInShowsAPageThatLeadsBack() {
        given().header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .get("/api/login")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Basic"))
                .contentType(ContentType.HTML)
                .body("html.body.main.h1", equalTo("Not signed in"))
                .body("html.body.main.p[1].a[0].@href", equalTo("/"));
    }

    @Test
    void asksBrowsersToSignIn() {
        given().get("/api/login").then().statusCode(401).header("WWW-Authenticate", containsString("Basic"));
        given().redirects()
                .follow(false)
                .auth()
                .preemptive()
                .basic("ada", "secret")
                .get("/api/login")
                .then()
                .statusCode(303);
        given().auth()
                .preemptive()
                .basic("ada", "secret")
                .get("/api/studio")
                .then()
                .body("user", equalTo("ada"))
                .body("changes", equalTo(true));
    }
}
