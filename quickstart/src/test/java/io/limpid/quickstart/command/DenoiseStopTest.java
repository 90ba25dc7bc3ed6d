package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Encoding;
import io.limpid.fixtures.SamplePictures;
import io.limpid.quickstart.Limpid;
import io.limpid.quickstart.process.Jvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./limpid denoise} as a process that is ended while it works. */
class DenoiseStopTest {
    private static final int PICTURES = 12;
    private static final int SIDE = 1400;
    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path folder;

    private void drawPictures() throws Exception {
        SamplePictures.Pair drawn = SamplePictures.landscape(SIDE, SIDE, 0.1, 1);
        byte[] png = new ImageCodec(new PayloadLimits(64 << 20, SIDE * SIDE))
                .encodeBytes(Pixels.of(new ImageShape(1, SIDE, SIDE), drawn.noisy()), Encoding.PNG);
        Files.createDirectories(folder.resolve("in"));
        for (int i = 0; i < PICTURES; i++) {
            Files.write(folder.resolve("in/" + (char) ('a' + i) + ".png"), png);
        }
    }

    private Process start() throws Exception {
        // in a file: of a command line this long ONNX Runtime's native code overflows the stack
        Path classPath =
                Files.writeString(folder.resolve("java.txt"), "-cp \"" + System.getProperty("java.class.path") + "\"");
        List<String> command = Jvm.small(1024);
        command.addAll(List.of("@" + classPath, Limpid.class.getName()));
        command.addAll(List.of("denoise", "in", "out", "--provider", "cpu"));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
    }

    private List<Path> answers() throws Exception {
        if (!Files.isDirectory(folder.resolve("out"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return files.sorted().toList();
        }
    }

    /** With a link that leads round in a circle beside the pictures. */
    @Test
    void endsBetweenTwoTilesAndLeavesNothingHalfWritten() throws Exception {
        drawPictures();
        Files.createSymbolicLink(folder.resolve("in/loop"), Path.of(".."));
        Process process = start();
        try {
            await().atMost(Duration.ofMinutes(2)).until(() -> !answers().isEmpty() || !process.isAlive());

            process.destroy();

            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            String said = Files.readString(folder.resolve("log.txt"));
            assertThat(process.exitValue()).as(said).isEqualTo(TERMINATED);
            assertThat(said)
                    .contains("files left, and nothing is half-written", "0 refused")
                    .contains("passed over in/loop: it is a link to a folder, which is not followed");
            assertThat(answers()).isNotEmpty().allSatisfy(answer -> {
                assertThat(answer.getFileName().toString()).endsWith(".png");
                new ImageCodec(new PayloadLimits(64 << 20, SIDE * SIDE))
                        .decodeFile(Files.readAllBytes(answer), Encoding.PNG);
            });
            assertThat(folder).isDirectoryNotContaining("glob:**hs_err*");
        } finally {
            process.destroyForcibly();
        }
    }
}
