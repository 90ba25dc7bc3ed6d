package io.limpid.trainer.supervise;

import java.nio.file.Path;

/** How a training's process is started. */
@FunctionalInterface
public interface ChildCommand {
    /** @param recipe the file with the order's recipe; there is none where a run is taken up again */
    ProcessBuilder of(TrainingOrder order, Path recipe);
}
