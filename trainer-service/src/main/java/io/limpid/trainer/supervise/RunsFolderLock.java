package io.limpid.trainer.supervise;

import io.limpid.trainer.run.RunsLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether anybody trains in a folder of runs; to know it, the lock is taken for a moment. */
final class RunsFolderLock {
    private RunsFolderLock() {}

    /** Also false where that can't be told; whoever starts a training will hear why. */
    static boolean isHeld(Path runs) {
        if (!Files.isDirectory(runs)) {
            return false;
        }
        try {
            Optional<RunsLock> lock = RunsLock.acquire(runs);
            if (lock.isPresent()) {
                lock.get().close();
            }
            return lock.isEmpty();
        } catch (IOException unknown) {
            return false;
        }
    }
}
