package io.limpid.quickstart.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.quickstart.console.CommandFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
    @TempDir
    Path folder;

    /** Lives until it is stopped. */
    public static final class Patient {
        private Patient() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("waiting");
            Thread.currentThread().join();
        }
    }

    /** Dies at once. */
    public static final class Hasty {
        private Hasty() {}

        public static void main(String[] arguments) {
            System.out.println("this port is taken");
            System.out.println("telemetry off: " + System.getenv("ORT_DISABLE_TELEMETRY"));
            System.exit(3);
        }
    }

    @Test
    void endWithTheCommandThatStartedThem() {
        ProcessHandle handle;
        try (Processes processes = new Processes(false)) {
            ServiceProcess process = processes.start(spec(Patient.class));
            handle = process.handle();
            process.requireAlive();
        }

        assertThat(handle.isAlive()).isFalse();
    }

    @Test
    void liveOnWhenTheyAreReleased() {
        ProcessHandle handle;
        try (Processes processes = new Processes(true)) {
            handle = processes.start(spec(Patient.class)).handle();
            processes.release();
        }

        assertThat(handle.isAlive()).isTrue();
        Stopping.all(List.of(handle));
        assertThat(handle.isAlive()).isFalse();
    }

    @Test
    void showTheEndOfTheLogOfOneThatDied() {
        try (Processes processes = new Processes(false)) {
            ServiceProcess process = processes.start(spec(Hasty.class));
            Awaitility.await().until(() -> !process.handle().isAlive());

            assertThatThrownBy(process::requireAlive)
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("exit code 3")
                    .hasMessageContaining("this port is taken")
                    .hasMessageContaining("telemetry off: 1");
        }
    }

    private ProcessSpec spec(Class<?> main) {
        List<String> command = new ArrayList<>(Jvm.small(32));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return new ProcessSpec("thing", 1, 1, command, Map.of(), folder.resolve(main.getSimpleName() + ".log"));
    }

    @Test
    void knowsTheMemoryOfAProcessThatIs() {
        assertThat(ResidentMemory.mebibytes(Long.MAX_VALUE)).isEmpty();
    }
}
