package io.limpid.quickstart.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.quickstart.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class StopAtExitTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);

    private Process process;

    /** Ends well when it is asked to stop. */
    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder("sh", "-c", "read line; test \"$line\" = stop").start();
    }

    @AfterEach
    void kill() {
        process.destroyForcibly();
    }

    private Thread stopping(StopAtExit guard) {
        Thread thread = new Thread(guard::stop);
        thread.start();
        return thread;
    }

    /** Were it not to wait, what was kept would be told to nobody. */
    @Test
    void holdsThisProcessUntilTheEndIsTold() throws InterruptedException {
        StopAtExit guard = StopAtExit.of(process, new TrainingDisplay(console, "mine", true), console);

        Thread stopping = stopping(guard);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        stopping.join(200);
        assertThat(stopping.isAlive()).isTrue();
        guard.close();
        stopping.join(5000);

        assertThat(stopping.isAlive()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | stopping: the best so far is being kept
            false | stopping: no epoch has ended yet, so nothing can be kept
            """)
    void promisesNoMoreThanThereIs(boolean keeping, String expected) throws InterruptedException {
        StopAtExit guard = StopAtExit.of(process, new TrainingDisplay(console, "mine", keeping), console);

        Thread stopping = stopping(guard);
        process.waitFor();
        guard.close();
        stopping.join(5000);

        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith(expected);
    }
}
