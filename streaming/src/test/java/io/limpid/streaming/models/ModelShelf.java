package io.limpid.streaming.models;

import com.sun.net.httpserver.HttpServer;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.inference.ModelFetcher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves texts as model files over HTTP, while it is open for business. */
final class ModelShelf implements AutoCloseable {
    final AtomicInteger turnedAway = new AtomicInteger();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile boolean open = true;

    ModelShelf() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] file = open ? files.get(exchange.getRequestURI().getPath()) : null;
            if (file == null) {
                turnedAway.incrementAndGet();
                exchange.sendResponseHeaders(503, -1);
            } else {
                exchange.sendResponseHeaders(200, file.length);
                exchange.getResponseBody().write(file);
            }
            exchange.close();
        });
        server.start();
    }

    void setOpen(boolean open) {
        this.open = open;
    }

    /** A live publication of a text that lies on this shelf. */
    ModelPublished publication(String name, long version, String text) {
        byte[] file = text.getBytes(StandardCharsets.UTF_8);
        String sha256 = ModelFetcher.sha256Of(file);
        files.put("/" + sha256, file);
        return ModelPublished.newBuilder()
                .setRef(ModelRef.newBuilder().setName(name).setVersion(version))
                .setTask(Task.DENOISE)
                .setStage(Stage.LIVE)
                .setSha256(sha256)
                .setUri("http://localhost:" + server.getAddress().getPort() + "/" + sha256)
                .build();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
