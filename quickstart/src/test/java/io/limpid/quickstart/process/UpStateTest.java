package io.limpid.quickstart.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.quickstart.console.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpStateTest {
    @TempDir
    Path root;

    private Home home;

    @BeforeEach
    void folders() throws Exception {
        home = new Home(root);
        Files.createDirectories(home.state());
    }

    @Test
    void comesBackAsItWasWritten() {
        UpState state = new UpState("127.0.0.1:9092", "mine.", List.of(entry(1, "2026-01-01T00:00:00Z")));

        state.write(home);

        assertThat(UpState.read(home)).contains(state);
        state.remove(home);
        assertThat(UpState.read(home)).isEmpty();
    }

    @Test
    void tellsAProcessFromAStrangerWithItsNumber() {
        ProcessHandle self = ProcessHandle.current();
        String start = self.info().startInstant().orElseThrow().toString();

        assertThat(entry(self.pid(), start).alive()).contains(self);
        assertThat(entry(self.pid(), "2026-01-01T00:00:00Z").alive()).isEmpty();
    }

    @Test
    void saysWhenItsFileIsDamaged() throws Exception {
        Files.writeString(home.state().resolve("up.json"), "{");

        assertThatThrownBy(() -> UpState.read(home))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("up.json");
    }

    private static UpState.Entry entry(long pid, String startedAt) {
        return new UpState.Entry("broker", 9092, 9092, pid, startedAt, "broker.log");
    }
}
