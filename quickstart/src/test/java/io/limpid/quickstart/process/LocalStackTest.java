package io.limpid.quickstart.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.quickstart.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {
    @TempDir
    Path root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);
    private Home home;

    @BeforeEach
    void folders() throws Exception {
        home = new Home(root);
        Files.createDirectories(home.state());
    }

    @Test
    void returnsOnceWhatDoesNotEndIsKilledAndGone() {
        try (Processes processes = new Processes(false)) {
            ServiceProcess broker = processes.start(spec(ServiceSpecs.BROKER));
            ServiceProcess denoiser = processes.start(spec(ServiceSpecs.DENOISER));
            LocalStack stack = new LocalStack(home, console, Duration.ofSeconds(10));
            stack.remember(new StreamAddress("127.0.0.1:1", ""), processes.running());
            Signals.pause(denoiser.pid());

            boolean wasUp = stack.down();

            assertThat(wasUp).isTrue();
            assertThat(List.of(broker.handle(), denoiser.handle())).noneMatch(ProcessHandle::isAlive);
            assertThat(UpState.read(home)).isEmpty();
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("the denoiser, pid " + denoiser.pid()
                            + ", did not end when it was asked to, and was killed")
                    .doesNotContain("the broker, pid");
        }
    }

    @Test
    void hasNothingToStopWhereNothingIs() {
        assertThat(new LocalStack(home, console).down()).isFalse();
    }

    private ProcessSpec spec(String name) {
        List<String> command = new ArrayList<>(Jvm.small(32));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ProcessesTest.Patient.class.getName()));
        return new ProcessSpec(name, 1, 1, command, Map.of(), root.resolve(name + ".log"));
    }
}
