package io.limpid.quickstart.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.limpid.contracts.model.ModelHistory;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Stage;
import io.limpid.fixtures.TemporaryBroker;
import io.limpid.inference.ModelFetcher;
import io.limpid.models.ShippedModel;
import io.limpid.models.ShippedModels;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.StreamAddress;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class ShippedPublisherTest {
    @AutoClose
    private static final TemporaryBroker BROKER = TemporaryBroker.start();

    @TempDir
    Path folder;

    private StreamAddress stream;
    private ShippedPublisher publisher;

    @BeforeEach
    void open(TestInfo test) {
        stream = new StreamAddress(
                BROKER.bootstrap(), Integer.toHexString(test.getDisplayName().hashCode()) + ".");
        BROKER.createTopics(1, stream.topics().models(), stream.topics().modelReports());
        publisher = new ShippedPublisher(stream, folder.resolve("published"));
    }

    private static List<String> names(List<ModelPublished> models) {
        return models.stream().map(model -> model.getRef().getName()).toList();
    }

    private static List<String> shipped() {
        return ShippedModels.all().stream().map(ShippedModel::name).toList();
    }

    private void stands(ModelPublished model) {
        new ModelDesk(stream, new Console(System.out, false), Duration.ZERO, new ModelNews(false)).publish(model);
    }

    private ModelPublished under(String name) {
        return ModelBoards.read(stream).under(ModelKey.live(name)).orElseThrow();
    }

    @Test
    void publishesFallbacksThatServicesCanFetch() throws Exception {
        List<ModelPublished> published = publisher.publish();

        assertThat(names(published)).isEqualTo(shipped());
        ModelFetcher fetcher = new ModelFetcher(folder.resolve("cache"), 1 << 24);
        for (ModelPublished model : published) {
            assertThat(model.getFallback()).isTrue();
            assertThat(model.getStage()).isEqualTo(Stage.LIVE);
            assertThat(fetcher.fetch(model)).hasSize((int) model.getSize());
            assertThat(under(model.getRef().getName())).isEqualTo(model);
        }
    }

    /** As on Kubernetes. */
    @Test
    void publishesWhatServicesFetchOverTheNetwork() throws Exception {
        Path shared = folder.resolve("shared");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/models/", asked -> {
            Path file = shared.resolve(
                    Path.of(asked.getRequestURI().getPath()).getFileName().toString());
            asked.sendResponseHeaders(200, Files.size(file));
            try (OutputStream body = asked.getResponseBody()) {
                Files.copy(file, body);
            }
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/models";

            List<ModelPublished> published = new ShippedPublisher(stream, shared, URI.create(address)).publish();

            assertThat(names(published)).isEqualTo(shipped());
            ModelFetcher fetcher = new ModelFetcher(folder.resolve("cache"), 1 << 24);
            for (ModelPublished model : published) {
                assertThat(model.getUri())
                        .startsWith(address + "/" + model.getRef().getName() + "-");
                assertThat(fetcher.fetch(model)).hasSize((int) model.getSize());
            }
        } finally {
            server.stop(0);
        }
    }

    /** But a copy that is gone is put back: a service without it in its cache asks for it again. */
    @Test
    void leavesWhatStands() throws Exception {
        ModelPublished first = publisher.publish().get(0);
        Path copy = Path.of(URI.create(first.getUri()));
        Files.delete(copy);

        assertThat(publisher.publish()).isEmpty();

        assertThat(copy).exists();
        assertThat(under(first.getRef().getName())).isEqualTo(first);
    }

    /** The order among them is that of their publishing. */
    @Test
    void publishesANewVersionAndWhatCameAfterTheOldOne() {
        List<ModelPublished> published = publisher.publish();
        ModelPublished second = published.get(1);
        stands(second.toBuilder().setSha256("0").build());

        List<ModelPublished> again = publisher.publish();

        assertThat(names(again)).isEqualTo(shipped().subList(1, shipped().size()));
        assertThat(again.get(0).getRef().getVersion())
                .isGreaterThan(second.getRef().getVersion());
        assertThat(again.get(0).getPreviousList()).hasSize(1);
        assertThat(again.get(1).getPreviousList()).isEmpty();
    }

    @Test
    void touchesNothingThatSomebodyPublishedOrRetired() {
        List<ModelPublished> published = publisher.publish();
        ModelPublished own = published.get(0).toBuilder()
                .setRef(ModelRef.newBuilder()
                        .setName(published.get(0).getRef().getName())
                        .setVersion(1))
                .setSha256("1")
                .setFallback(false)
                .build();
        ModelPublished retired =
                ModelHistory.retire(published.get(1).toBuilder().setSha256("2").build());
        stands(own);
        stands(retired);

        assertThat(publisher.publish()).isEmpty();

        assertThat(under(own.getRef().getName())).isEqualTo(own);
        assertThat(under(retired.getRef().getName())).isEqualTo(retired);
    }
}
