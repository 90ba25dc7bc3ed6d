package io.limpid.quickstart.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelShopTest {
    private static final String RUNS = """
            [{"run":"20260101-000000-cleaner","name":"cleaner","task":"DENOISE"},
             {"run":"20260102-000000-cleaner","name":"cleaner","task":"DENOISE"},
             {"run":"20260101-000001-head","name":"head","task":"classify-latent"},
             {"run":"20260101-000002-judge","name":"judge","task":"CLASSIFY_FRAME"},
             {"run":"20260109-000000-cleaner","name":"cleaner","task":"denoise","partOf":"a-grid"}]""";

    private final List<String> received = new ArrayList<>();
    private HttpServer server;
    private ModelShop shop;
    private int status = 201;
    private String answer = "{\"name\":\"cleaner\",\"version\":\"20260103000000\",\"latentSpace\":\"ab\"}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/models", this::answer);
        server.start();
        shop = new ModelShop(
                new Http(), URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isPost = exchange.getRequestMethod().equals("POST");
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = (isPost ? answer : RUNS).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(isPost ? status : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void takesTheLatestOfEachNameClassifiersFirstAndNoPointsOfGrids() {
        assertThat(shop.latest())
                .extracting(ModelShop.Run::id)
                .containsExactly("20260101-000002-judge", "20260101-000001-head", "20260102-000000-cleaner");
    }

    @Test
    void takesTheRunsThatAreAskedForPointsOfGridsToo() {
        assertThat(shop.named(Set.of("20260109-000000-cleaner", "20260101-000002-judge")))
                .extracting(ModelShop.Run::partOf)
                .containsExactly("", "a-grid");
    }

    @Test
    void publishesLive() {
        ModelShop.Published published = shop.publish(shop.latest().get(2));

        assertThat(published).isEqualTo(new ModelShop.Published("cleaner", "20260103000000", "denoise"));
        assertThat(received).contains("{\"run\":\"20260102-000000-cleaner\",\"stage\":\"LIVE\"}");
    }

    @Test
    void saysWhyARunIsNotPublished() {
        ModelShop.Run run = shop.latest().get(0);
        status = 409;
        answer = "{\"message\":\"the run has not finished\"}";

        assertThatThrownBy(() -> shop.publish(run))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("20260101-000002-judge")
                .hasMessageContaining("409 the run has not finished");
    }

    @Test
    void saysWhenNobodyAnswers() {
        ModelShop nobody = new ModelShop(new Http(), URI.create("http://127.0.0.1:1"));

        assertThatThrownBy(nobody::latest)
                .isInstanceOf(CommandFailure.class)
                .hasMessage("no trainer service answers at http://127.0.0.1:1");
    }
}
