package io.limpid.quickstart.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes: asks first, and takes no for an answer only for a while. */
final class Stopping {
    /** A service finishes the batch in progress; that takes a second or two, and much longer only when the broker is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Stopping() {}

    /** Ends all of them side by side; those that are dead already are no matter. */
    static void all(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroy);
        CompletableFuture<?> ended = CompletableFuture.allOf(
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        try {
            ended.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            processes.forEach(ProcessHandle::destroyForcibly);
        } catch (ExecutionException unexpected) {
            throw new IllegalStateException("waiting for the end of processes failed", unexpected);
        } catch (InterruptedException interrupted) {
            processes.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }
}
