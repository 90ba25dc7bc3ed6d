package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.limpid.contracts.v1.ModelPublished;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and servers that mean no good, or are broken: the one who follows the models must never hang or fall over. */
@Timeout(60)
class UntrustedUriTest {
    private static final byte[] FILE = {1, 2, 3};
    private static final String SHA256 = ModelFetcher.sha256Of(FILE);

    @TempDir
    Path folder;

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicBoolean hungUp = new AtomicBoolean();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        context("/stalls", body -> {
            body.write(FILE);
            body.flush();
            end.await();
        });
        context("/endless", body -> {
            while (end.getCount() > 0) {
                body.write(new byte[1 << 16]);
            }
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "file:///etc/passwd");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    private interface Body {
        void writeTo(OutputStream body) throws IOException, InterruptedException;
    }

    private void context(String path, Body content) {
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                content.writeTo(body);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (IOException gone) {
                hungUp.set(true);
            }
        };
        server.createContext(path, handler);
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void givesUpOnABodyThatStalls() {
        ModelFetcher hasty = new ModelFetcher(folder, 100, Optional.empty(), Duration.ofMillis(300));

        assertThatThrownBy(() -> hasty.fetch(at(address("/stalls"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not come");
    }

    @Test
    void hangsUpOnABodyWithoutEnd() {
        ModelFetcher fetcher = new ModelFetcher(folder, 100_000);

        assertThatThrownBy(() -> fetcher.fetch(at(address("/endless"))))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining("at most 100000 bytes");
        await().untilTrue(hungUp);
    }

    @Test
    void followsNoRedirects() {
        assertThatThrownBy(() -> new ModelFetcher(folder, 100).fetch(at(address("/moved"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("found 302");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:relative",
                "file://host/share/m.onnx",
                "http:///m.onnx",
                "http:opaque",
                "http://127.0.0.1:99999/m.onnx",
                "file:///"
            })
    void refusesWhatNamesNoFile(String uri) {
        assertThatThrownBy(() -> new ModelFetcher(folder, 100).fetch(at(uri)))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining("expected")
                .hasMessageContaining(uri);
    }

    @Test
    void schemesAreOfAnyCase() throws Exception {
        Path file = Files.write(folder.resolve("m.onnx"), FILE);

        assertThat(new ModelFetcher(folder.resolve("cache"), 100)
                        .fetch(at(file.toUri().toString().replace("file:", "FILE:"))))
                .isEqualTo(FILE);
    }

    @Test
    void saysWhatCouldNotBeReached() {
        String missing = folder.resolve("missing.onnx").toUri().toString();
        server.stop(0);

        assertThatThrownBy(() -> new ModelFetcher(folder, 100).fetch(at(missing)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected a model file at " + missing);
        assertThatThrownBy(() -> new ModelFetcher(folder, 100).fetch(at(address("/m.onnx"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("can't fetch " + address("/m.onnx"))
                .hasMessageContaining("ConnectException");
    }

    @Test
    void doesWithoutACacheThatCannotBeUsed() throws Exception {
        Path file = Files.write(folder.resolve("m.onnx"), FILE);
        Path cache = Files.write(folder.resolve("cache"), new byte[] {0});

        assertThat(new ModelFetcher(cache, 100).fetch(at(file.toUri().toString())))
                .isEqualTo(FILE);
    }

    @Test
    void leavesNothingButTheFileInTheCache() throws Exception {
        Path file = Files.write(folder.resolve("m.onnx"), FILE);
        Path cache = folder.resolve("cache");
        Files.createDirectories(cache.resolve(SHA256 + ".onnx").resolve("in-the-way"));

        new ModelFetcher(cache, 100).fetch(at(file.toUri().toString()));

        try (var entries = Files.list(cache)) {
            assertThat(entries.map(entry -> entry.getFileName().toString())).containsExactly(SHA256 + ".onnx");
        }
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static ModelPublished at(String uri) {
        return ModelPublished.newBuilder().setUri(uri).setSha256(SHA256).build();
    }
}
