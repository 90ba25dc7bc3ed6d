package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import io.limpid.contracts.v1.ModelPublished;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFetcherTest {
    private static final byte[] FILE = {1, 2, 3, 4, 5};
    private static final long TWO_GIBIBYTES = 1L << 31;
    private static final String SHA256 = ModelFetcher.sha256Of(FILE);

    @TempDir
    Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private ModelFetcher fetcher;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/model.onnx", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, FILE.length);
            exchange.getResponseBody().write(FILE);
            exchange.close();
        });
        server.start();
        fetcher = new ModelFetcher(folder.resolve("cache"), 100);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void fetchesOnceAndKeeps() throws Exception {
        assertThat(fetcher.fetch(published("/model.onnx", SHA256))).isEqualTo(FILE);
        assertThat(fetcher.fetch(published("/model.onnx", SHA256))).isEqualTo(FILE);

        assertThat(requests).hasValue(1);
    }

    @Test
    void fetchesAgainWhenTheCacheIsDamaged() throws Exception {
        fetcher.fetch(published("/model.onnx", SHA256));
        Files.write(folder.resolve("cache").resolve(SHA256 + ".onnx"), new byte[] {9});

        assertThat(fetcher.fetch(published("/model.onnx", SHA256))).isEqualTo(FILE);

        assertThat(requests).hasValue(2);
    }

    @Test
    void refusesAnotherChecksumAndKeepsNothing() {
        String other = "0".repeat(64);

        assertThatThrownBy(() -> fetcher.fetch(published("/model.onnx", other)))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining(other)
                .hasMessageContaining(SHA256);
        assertThat(folder.resolve("cache").resolve(other + ".onnx")).doesNotExist();
    }

    @Test
    void refusesWhatIsTooLarge() {
        ModelFetcher small = new ModelFetcher(folder, 4);

        assertThatThrownBy(() -> small.fetch(published("/model.onnx", SHA256)))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining("at most 4 bytes");
    }

    /** A publication that says so, a file, and an answer whose header says so: none is read, and no room is made for it. */
    @Test
    void refusesTwoGibibytesBeforeReadingThem() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        server.createContext("/large.onnx", exchange -> {
            begun.incrementAndGet();
            exchange.sendResponseHeaders(200, TWO_GIBIBYTES);
            try {
                byte[] part = new byte[1 << 16];
                for (long sent = 0; sent < TWO_GIBIBYTES; sent += part.length) {
                    exchange.getResponseBody().write(part);
                }
            } finally {
                exchange.close();
            }
        });
        Path sparse = folder.resolve("large.onnx");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(TWO_GIBIBYTES);
        }
        ModelFetcher usual = new ModelFetcher(folder.resolve("cache"), 256 << 20);
        long before = allocated();

        assertThatThrownBy(() -> usual.fetch(published("/large.onnx", SHA256).toBuilder()
                        .setSize(TWO_GIBIBYTES)
                        .build()))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining("the publication says 2147483648");
        assertThat(begun).hasValue(0);
        for (ModelPublished silent : List.of(at(sparse.toUri().toString(), SHA256), published("/large.onnx", SHA256))) {
            assertThatThrownBy(() -> usual.fetch(silent))
                    .isInstanceOf(ModelRejectedException.class)
                    .hasMessageContaining("at most 268435456 bytes");
        }
        assertThat(allocated() - before).isLessThan(64 << 20);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void wantsTheKeysSignatureOfWhatIsFetchedAndOfWhatIsKept() throws Exception {
        KeyPair keys = ModelSignature.newKeys();
        ModelPublished unsigned = published("/model.onnx", SHA256);
        ModelPublished signed = unsigned.toBuilder()
                .setSignature(ByteString.copyFrom(ModelSignature.sign(FILE, keys.getPrivate())))
                .build();
        ModelFetcher strict = new ModelFetcher(folder.resolve("cache"), 100, Optional.of(keys.getPublic()));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> strict.fetch(unsigned))
                    .isInstanceOf(ModelRejectedException.class)
                    .hasMessageContaining("expected a signature by the key of limpid.model-key, found none");
            assertThat(strict.fetch(signed)).isEqualTo(FILE);
        }
        ModelFetcher others = new ModelFetcher(
                folder.resolve("cache"),
                100,
                Optional.of(ModelSignature.newKeys().getPublic()));
        assertThatThrownBy(() -> others.fetch(signed))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining("another key's");
    }

    @Test
    void callsWhatMayHealAnIoException() {
        assertThatThrownBy(() -> fetcher.fetch(published("/missing.onnx", SHA256)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("404");
        server.stop(0);
        assertThatThrownBy(() -> fetcher.fetch(published("/model.onnx", SHA256)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void readsFilesButNoOtherSchemes() throws Exception {
        Path file = Files.write(folder.resolve("m.onnx"), FILE);

        assertThat(fetcher.fetch(at(file.toUri().toString(), SHA256))).isEqualTo(FILE);
        for (String uri : new String[] {"ftp://example.org/m", "m.onnx", "jar:file:/m!/x", "not a uri", ""}) {
            assertThatThrownBy(() -> fetcher.fetch(at(uri, "1".repeat(64))))
                    .as(uri)
                    .isInstanceOf(ModelRejectedException.class)
                    .hasMessageContaining("uri");
        }
    }

    @Test
    void refusesAChecksumThatIsNone() {
        assertThatThrownBy(() -> fetcher.fetch(published("/model.onnx", "../../etc/passwd")))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining("64 lower-case hexadecimal digits");
    }

    private ModelPublished published(String path, String sha256) {
        return at("http://127.0.0.1:" + server.getAddress().getPort() + path, sha256);
    }

    private static ModelPublished at(String uri, String sha256) {
        return ModelPublished.newBuilder().setUri(uri).setSha256(sha256).build();
    }
}
