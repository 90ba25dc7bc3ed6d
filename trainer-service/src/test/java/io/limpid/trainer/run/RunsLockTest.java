package io.limpid.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsLockTest {
    @TempDir
    Path folder;

    @Test
    void oneAtATime() throws IOException {
        Path runs = folder.resolve("new/runs");
        try (RunsLock first = RunsLock.acquire(runs).orElseThrow()) {
            assertThat(RunsLock.acquire(runs)).isEmpty();
            assertThat(first.newRun("mine", Instant.EPOCH).path()).isDirectory().hasParent(runs);
        }

        RunsLock.acquire(runs).orElseThrow().close();
    }

    @Test
    void aFolderThatCantBeMadeIsAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> RunsLock.acquire(file.resolve("runs"))).isInstanceOf(IOException.class);
    }
}
