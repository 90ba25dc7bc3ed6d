package io.limpid.reports.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.limpid.reports.Picture;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TensorBoard's own reader, where there is one: {@code pip install tensorboard} and a {@code python3} that finds it. */
class RealReaderTest {
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void tensorBoardReadsEverything() throws Exception {
        assumeTrue(
                python("-c", "import tensorboard").exitCode() == 0,
                "python3 has no tensorboard; with it (pip install tensorboard) its own reader is tried too");
        Path file = written();

        Answer answer = python(script(), file.toString());

        assertThat(answer.exitCode()).as(answer.text()).isZero();
        assertThat(answer.text())
                .contains("\"scalars\": {\"loss/train\": [[1, 0.5], [2, 0.25]]}")
                .contains("\"images\": {\"samples\": [[2, 2, 3]]}")
                .contains("\"histograms\": {\"latent\": [4.0]}")
                .contains("\"texts\": {\"recipe\": \"    epochs: 3\"}")
                .contains("\"plugins\": {\"latent\": \"histograms\", \"loss/train\": \"scalars\","
                        + " \"recipe\": \"text\", \"samples\": \"images\"}");
    }

    private Path written() {
        try (TensorBoardWriter writer = TensorBoardWriter.create(folder, START)) {
            writer.text("recipe", 0, START, "    epochs: 3");
            writer.scalar("loss/train", 1, START.plusSeconds(1), 0.5);
            writer.scalar("loss/train", 2, START.plusSeconds(2), 0.25);
            writer.image("samples", 2, START.plusSeconds(2), Picture.png(new float[6], 1, 2, 3, 1));
            writer.histogram("latent", 2, START.plusSeconds(2), new float[] {-1, 0, 0.5f, 1});
            return writer.path();
        }
    }

    private static String script() throws URISyntaxException {
        return Path.of(RealReaderTest.class.getResource("/read_events.py").toURI())
                .toString();
    }

    private record Answer(int exitCode, String text) {}

    /** Exit code -1 where there is no Python. */
    private Answer python(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3"));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return new Answer(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException absent) {
            return new Answer(-1, absent.getMessage());
        }
    }
}
