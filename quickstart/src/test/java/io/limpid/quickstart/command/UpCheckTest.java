package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.limpid.fixtures.TemporaryBroker;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.UpState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpCheckTest {
    @AutoClose
    private static final TemporaryBroker BROKER = TemporaryBroker.start();

    private HttpServer ready;
    private HttpServer waiting;

    /** Takes connections and answers nobody, as a stopped process does. */
    private ServerSocket stuck;

    @BeforeEach
    void open() throws IOException {
        ready = server(200, "{\"status\": \"UP\", \"checks\": []}");
        waiting = server(503, "{\"status\": \"DOWN\", \"checks\": []}");
        stuck = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        ready.stop(0);
        waiting.stop(0);
        stuck.close();
    }

    private static HttpServer server(int status, String health) throws IOException {
        byte[] body = health.getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static List<String> check(String bootstrap, Duration patience, UpState.Entry... services) {
        return new UpCheck(patience).notReady(new UpState(bootstrap, "", List.of(services)));
    }

    private static UpState.Entry service(String name, int managementPort) {
        return new UpState.Entry(name, 1, managementPort, 77, "", "/logs/" + name + ".log");
    }

    private static UpState.Entry broker() {
        return new UpState.Entry("broker", 1, 1, 76, "", "/logs/broker.log");
    }

    @Test
    void hasNothingToSayOfServicesThatAreReady() {
        List<String> lines = check(
                BROKER.bootstrap(),
                Duration.ofSeconds(30),
                broker(),
                service("denoiser", ready.getAddress().getPort()));

        assertThat(lines).isEmpty();
    }

    @Test
    void saysWhichServiceIsNotReady() {
        int port = waiting.getAddress().getPort();

        List<String> lines = check(
                BROKER.bootstrap(),
                Duration.ofSeconds(30),
                broker(),
                service("denoiser", ready.getAddress().getPort()),
                service("classifier", port));

        assertThat(lines)
                .containsExactly("the classifier is not ready: http://127.0.0.1:" + port
                        + "/q/health/ready and /logs/classifier.log say why");
    }

    @Test
    void failsWhereServicesDoNotAnswer() {
        int silent = stuck.getLocalPort();

        assertThatThrownBy(() -> check(
                        "127.0.0.1:" + silent,
                        Duration.ofSeconds(5),
                        broker(),
                        service("denoiser", silent),
                        service("studio", ready.getAddress().getPort())))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("up, but without an answer within 5 s: the broker (pid 76), the denoiser (pid 77)")
                .extracting(failure -> ((CommandFailure) failure).nextStep())
                .asString()
                .contains("./limpid down", "./limpid up", "/logs");
    }
}
