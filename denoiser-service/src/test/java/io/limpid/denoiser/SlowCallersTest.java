package io.limpid.denoiser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BrokerAndModels.class)
@TestProfile(SlowCallersTest.Impatient.class)
class SlowCallersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** One call inside, for two seconds at most. */
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("limpid.direct.timeout", "2s", "limpid.direct.most", "1");
        }
    }

    @TestHTTPResource
    URI address;

    @Test
    void whoDoesNotSendItsBodyIsCutOffAndGivesItsPlaceBack() throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write("POST /denoise HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\nonly this"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().read())
                    .as("end of the connection")
                    .isEqualTo(-1);
        }
        await().atMost(PATIENCE)
                .until(() -> given().body("x").post("/v2/models/none/infer").statusCode() == 400);
    }

    @Test
    void aBodyThatDoesNotTellItsLengthIsRefused() throws Exception {
        byte[] untold = new byte[100];
        HttpRequest chunked = HttpRequest.newBuilder(address.resolve("/denoise"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(untold)))
                .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(chunked, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(411);
        assertThat(answer.body()).contains("LENGTH_REQUIRED", "Content-Length");
        await().atMost(PATIENCE)
                .until(() -> given().body("x").post("/v2/models/none/infer").statusCode() == 400);
    }
}
