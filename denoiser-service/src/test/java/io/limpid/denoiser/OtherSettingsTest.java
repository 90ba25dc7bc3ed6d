package io.limpid.denoiser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.limpid.contracts.stream.HeaderNames;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import io.limpid.fixtures.StreamProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BrokerAndModels.class)
@TestProfile(OtherSettingsTest.Limited.class)
class OtherSettingsTest {
    /** Half an image a second, three at once; no direct calls; and, as files of variables have it, some that are there but empty. */
    public static final class Limited implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "limpid.rate-limit.per-second", "0.5",
                    "limpid.rate-limit.burst", "3",
                    "limpid.rate-limit.keys", "",
                    "limpid.direct.timeout", "",
                    "limpid.direct.enabled", "false");
        }
    }

    @ConfigProperty(name = "limpid.kafka.bootstrap.servers")
    String bootstrap;

    @Test
    void whatIsMoreThanConfiguredBecomesDeadLetters() {
        BrokerAndModels.send(bootstrap, "digits", 1, FixtureModels.denoiser(1, 4, 4, 1, "s"), "s");
        try (StreamProbe probe = new StreamProbe(bootstrap)) {
            for (int i = 0; i < 5; i++) {
                probe.send(new ProducerRecord<>(
                        BrokerAndModels.TOPICS.noisy(),
                        0,
                        1_700_000_000_000L + i,
                        "camera".getBytes(StandardCharsets.UTF_8),
                        SampleImages.greyPng(4, 4, i)));
            }

            assertThat(probe.committed(BrokerAndModels.TOPICS.denoised(), 3)).hasSize(3);
            assertThat(probe.committed(BrokerAndModels.TOPICS.noisyDead(), 2))
                    .hasSize(2)
                    .allSatisfy(dead -> assertThat(HeaderNames.text(dead.headers(), HeaderNames.DEAD_LETTER_REASON))
                            .contains("RATE_LIMITED"));
        }
    }

    @Test
    void directCallsCanBeTurnedOff() {
        given().get("/v2").then().statusCode(404).body("error", containsString("limpid.direct.enabled=false"));
        given().contentType("image/png")
                .body(SampleImages.greyPng(4, 4, 1))
                .post("/denoise")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("limpid.direct.enabled=false"));
        given().get("/q/openapi").then().statusCode(200);
    }
}
