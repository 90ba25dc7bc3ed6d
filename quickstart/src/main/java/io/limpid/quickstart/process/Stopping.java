package io.limpid.quickstart.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes: asks first, takes no for an answer only for a while, and returns once they are gone. */
final class Stopping {
    /** A service finishes the batch in progress; that takes a second or two, and much longer only when the broker is gone. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    /** What is killed goes at once, unless it waits for a disk. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private Stopping() {}

    /** Ends all of them side by side; those that are dead already are no matter. */
    static void all(List<ProcessHandle> processes) {
        all(processes, PATIENCE);
    }

    /**
     * @param patience before those that are still there are killed
     * @return which were killed; they are gone then but for those that the operating system keeps
     */
    static List<ProcessHandle> all(List<ProcessHandle> processes, Duration patience) {
        processes.forEach(ProcessHandle::destroy);
        if (areGone(processes, patience)) {
            return List.of();
        }
        List<ProcessHandle> stubborn =
                processes.stream().filter(ProcessHandle::isAlive).toList();
        stubborn.forEach(ProcessHandle::destroyForcibly);
        areGone(stubborn, AFTER_KILL);
        return stubborn;
    }

    /** Waits; at once false where this thread is interrupted. */
    private static boolean areGone(List<ProcessHandle> processes, Duration longest) {
        CompletableFuture<?> ended = CompletableFuture.allOf(
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        try {
            ended.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException unexpected) {
            throw new IllegalStateException("waiting for the end of processes failed", unexpected);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
