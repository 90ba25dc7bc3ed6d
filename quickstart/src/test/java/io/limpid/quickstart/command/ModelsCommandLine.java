package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.TemporaryBroker;
import io.limpid.quickstart.models.ModelBoards;
import io.limpid.quickstart.process.StreamAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./limpid models} on a broker without services, in topics of each test's own. */
abstract class ModelsCommandLine {
    @TempDir
    Path folder;

    final StringWriter err = new StringWriter();
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream standard = System.out;
    Topics topics;
    private final TemporaryBroker broker;

    ModelsCommandLine(TemporaryBroker broker) {
        this.broker = broker;
    }

    @BeforeEach
    void open(TestInfo test) {
        topics = new Topics(Integer.toHexString(test.getDisplayName().hashCode()) + ".");
        broker.createTopics(1, topics.models(), topics.modelReports());
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        System.setOut(standard);
    }

    int run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("models"));
        arguments.addAll(List.of(more));
        if (!more[0].equals("key")) {
            arguments.addAll(List.of("--bootstrap", broker.bootstrap(), "--prefix", topics.prefix()));
        }
        if (!List.of("key", "list", "first").contains(more[0])) {
            arguments.addAll(List.of("--timeout", "0"));
        }
        if (List.of("publish", "shadow", "canary").contains(more[0]) && Files.exists(Path.of(more[1]))) {
            arguments.addAll(List.of("--keep", folder.resolve("kept").toString()));
        }
        return Commands.line().setErr(new PrintWriter(err, true)).execute(arguments.toArray(String[]::new));
    }

    void ok(String... arguments) {
        assertThat(run(arguments)).as(err.toString()).isZero();
    }

    ModelBoard board() {
        return ModelBoards.read(new StreamAddress(broker.bootstrap(), topics.prefix()));
    }

    ModelPublished live(String name) {
        return board().under(ModelKey.live(name)).orElseThrow();
    }

    Optional<ModelPublished> candidate(String name) {
        return board().under(ModelKey.candidate(name));
    }

    String denoiser(String space) throws IOException {
        Path file = folder.resolve(space + ".onnx");
        return Files.write(file, FixtureModels.denoiser(1, 4, 4, 0.5f, space)).toString();
    }
}
