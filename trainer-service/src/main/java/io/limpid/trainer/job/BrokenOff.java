package io.limpid.trainer.job;

import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.training.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/**
 * What a run that was broken off left to go on from. Reading it changes nothing.
 *
 * @param before how it had gone up to the checkpoint
 */
record BrokenOff(String run, RunPlan plan, Checkpoint checkpoint, Progress before) {
    private static final String ANEW = "; train anew with its recipe.yaml";

    /** @throws ResumeException naming the file that is missing or damaged */
    static BrokenOff read(RunFolder folder) throws ResumeException {
        Checkpoint checkpoint = checkpoint(folder);
        try {
            RunPlan plan = folder.readJson(RunPlan.FILE, RunPlan.class);
            return new BrokenOff(
                    folder.id(), plan, checkpoint, Progress.of(folder).until(checkpoint.epoch()));
        } catch (NoSuchFileException missing) {
            throw refused(folder, "there is no " + missing.getMessage(), missing);
        } catch (IOException damaged) {
            throw refused(folder, damaged.getMessage(), damaged);
        }
    }

    private static Checkpoint checkpoint(RunFolder folder) throws ResumeException {
        try {
            return Checkpoint.read(Files.readAllBytes(folder.path().resolve(RunFolder.CHECKPOINT)));
        } catch (NoSuchFileException nothing) {
            throw new ResumeException("run " + folder.id()
                    + " has no checkpoint to go on from: it has finished, or no epoch of it had ended" + ANEW);
        } catch (IOException damaged) {
            String file = folder.path().resolve(RunFolder.CHECKPOINT).toString();
            throw refused(folder, file + " is damaged: " + damaged.getMessage(), damaged);
        }
    }

    private static ResumeException refused(RunFolder folder, String why, IOException cause) {
        return new ResumeException("run " + folder.id() + " can't go on: " + why + ANEW, cause);
    }

    /** @throws ResumeException when the recipe or the data are not those it was begun with */
    void check(String fingerprint) throws ResumeException {
        if (!checkpoint.fingerprint().equals(fingerprint)) {
            throw new ResumeException(
                    "run " + run
                            + " was made with another recipe or other data than its folder and this machine have now; train anew");
        }
    }
}
