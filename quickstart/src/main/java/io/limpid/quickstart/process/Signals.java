package io.limpid.quickstart.process;

import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process on this machine can be told from outside, beside to end. */
public final class Signals {
    private static final Pattern STOPPED = Pattern.compile("State:\\s+[TtZX].*");
    /** A process that waits for a disk stops when that answers. */
    private static final Duration UNTIL_STOPPED = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

    private Signals() {}

    /**
     * SIGSTOP: none of its threads runs on, as in a pause of the virtual machine or of the host; its connections stay. Returns once it has
     * stopped where the system tells (Linux), at the latest after five seconds: a signal that comes before may overtake this one.
     */
    public static void pause(long pid) {
        run(List.of("sh", "-c", "kill -STOP " + pid));
        long begin = System.nanoTime();
        while (!hasStopped(pid) && System.nanoTime() - begin < UNTIL_STOPPED.toNanos()) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static boolean hasStopped(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.anyMatch(line -> STOPPED.matcher(line).matches());
        } catch (IOException unknown) {
            return true;
        }
    }

    /** SIGCONT: it goes on as if nothing had been. */
    public static void resume(long pid) {
        run(List.of("sh", "-c", "kill -CONT " + pid));
    }

    /** Lets it write no file beyond so many bytes, as if the disk were full; Linux only. */
    public static void limitFileSize(long pid, long bytes) {
        run(List.of("prlimit", "--pid", Long.toString(pid), "--fsize=" + bytes + ":"));
    }

    /** Takes the limit away. */
    public static void unlimitFileSize(long pid) {
        run(List.of("prlimit", "--pid", Long.toString(pid), "--fsize=unlimited:"));
    }

    private static void run(List<String> command) {
        String typed = String.join(" ", command);
        try {
            int exit = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw CommandFailure.failed(typed + " ended with exit code " + exit, "the process may have ended");
            }
        } catch (IOException missing) {
            throw CommandFailure.failed(
                    typed + " can't be run: " + missing.getMessage(), "this needs Linux with util-linux", missing);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while running " + typed, "");
        }
    }
}
