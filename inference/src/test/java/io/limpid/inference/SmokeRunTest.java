package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.FlawedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Models are tried in a process of their own, which may do whatever it likes to itself. */
class SmokeRunTest {
    private static final byte[] SOUND = FixtureModels.denoiser(1, 4, 4, 1, "space");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void letsSoundModelsPassAndLeavesNothingButItsMark() throws IOException {
        assertThatCode(() -> new SmokeRun(folder).check(SOUND, "a", Task.DENOISE))
                .doesNotThrowAnyException();
        assertThatCode(() ->
                        new SmokeRun(folder).check(FixtureModels.latentHead(4, "space"), "b", Task.CLASSIFY_LATENT))
                .doesNotThrowAnyException();

        assertThat(files()).containsExactlyInAnyOrder("a.1.sound", "b.3.sound");
    }

    @Test
    void aModelThatCanNotBeTriedIsNotRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new SmokeRun(file).check(SOUND, "a", Task.DENOISE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "expected to try the model in a process of its own, in " + file + ", which can't be done: ");
    }

    @Test
    void triesAModelOnceForEachVersionOfTheRuntime() throws Exception {
        SmokeRun first = new SmokeRun(folder);
        first.check(SOUND, "a", Task.DENOISE);
        SmokeRun crashing = new SmokeRun(folder, PATIENCE, Crash.class);

        assertThatCode(() -> crashing.check(SOUND, "a", Task.DENOISE)).doesNotThrowAnyException();
        Files.writeString(folder.resolve("a.1.sound"), "onnxruntime 0.9");

        assertThatThrownBy(() -> crashing.check(SOUND, "a", Task.DENOISE)).isInstanceOf(ModelRejectedException.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void givesWayToWhoServes() throws Exception {
        SmokeRun curious = new SmokeRun(folder, PATIENCE, Curious.class);

        assertThatThrownBy(() -> curious.check(SOUND, "a", Task.DENOISE))
                .hasMessageEndingWith("nice " + (Curious.niceness() + 3));
    }

    /** Tells how it runs, as a reason to refuse the model. */
    static final class Curious {
        /** Field 19 of the line that the system has for a process; its second may hold blanks, and ends with a bracket. */
        static int niceness() throws IOException {
            String line = Files.readString(Path.of("/proc/self/stat"));
            return Integer.parseInt(line.substring(line.lastIndexOf(')') + 2).split(" ")[16]);
        }

        public static void main(String[] arguments) throws IOException {
            System.out.println("nice " + niceness());
            System.exit(SmokeMain.REFUSED);
        }
    }

    @Test
    void passesOnWhyAModelIsRefused() throws IOException {
        assertThatThrownBy(() -> new SmokeRun(folder).check(FixtureModels.nanDenoiser(1, 4, 4), "a", Task.DENOISE))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining("failed on a black image")
                .hasMessageContaining("expected finite values");
        assertThat(files()).isEmpty();
    }

    /** Opened in this process, it would end the tests. */
    @Test
    void survivesAGraphThatCrashesTheRuntime() throws IOException {
        assertThatThrownBy(() -> new SmokeRun(folder).check(FlawedModels.crashingDenoiser(), "a", Task.DENOISE))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining("that process crashed with exit code")
                .hasMessageContaining("SIGFPE");
        assertThat(files()).isEmpty();
    }

    /** Kills itself as a fault in native code does. */
    static final class Crash {
        public static void main(String[] arguments) throws Exception {
            long self = ProcessHandle.current().pid();
            new ProcessBuilder("sh", "-c", "kill -SEGV " + self).start().waitFor();
            Thread.sleep(60_000);
        }
    }

    @Test
    void survivesACrash() throws IOException {
        assertThatThrownBy(() -> new SmokeRun(folder, PATIENCE, Crash.class).check(SOUND, "a", Task.DENOISE))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining("crashed with exit code")
                .hasMessageContaining("SIGSEGV");
        assertThat(files()).isEmpty();
    }

    /** Takes memory outside the heap until there is none. */
    static final class Glutton {
        public static void main(String[] arguments) {
            java.util.List<java.nio.ByteBuffer> all = new java.util.ArrayList<>();
            for (int i = 0; i < 64; i++) {
                all.add(java.nio.ByteBuffer.allocateDirect(1 << 30));
            }
            System.exit(SmokeMain.SOUND);
        }
    }

    @Test
    void limitsTheMemory() {
        assertThatThrownBy(() -> new SmokeRun(folder, PATIENCE, Glutton.class).check(SOUND, "a", Task.DENOISE))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining("crashed")
                .hasMessageContaining("OutOfMemoryError");
    }

    /** Never ends. */
    static final class Sleeper {
        public static void main(String[] arguments) throws InterruptedException {
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    @Test
    void endsWhatDoesNotEnd() {
        SmokeRun hasty = new SmokeRun(folder, Duration.ofMillis(500), Sleeper.class);

        assertThatThrownBy(() -> hasty.check(SOUND, "a", Task.DENOISE))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining("in a process of its own, it did not");

        assertThat(ProcessHandle.current()
                        .children()
                        .filter(child -> child.info().commandLine().orElse("").contains("Sleeper"))
                        .filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
