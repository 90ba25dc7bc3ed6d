package io.limpid.trainer.job;

import io.limpid.reports.tensorboard.TensorBoardWriter;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeFile;
import io.limpid.trainer.run.RunFolder;
import java.time.Instant;
import java.util.Map;

/**
 * Writes a training's curves as TensorBoard event files while it runs, so that they can be watched. Scalars of steps count
 * thousandths of an epoch, so that they fall on the same axis whatever the batch.
 */
final class RunLog implements History.Observer, AutoCloseable {
    static final String FOLDER = "tensorboard";

    private static final int STEPS_AN_EPOCH = 1000;

    private final TensorBoardWriter writer;

    private RunLog(TensorBoardWriter writer) {
        this.writer = writer;
    }

    /** A run that goes on gets one more file, which readers join to the first. */
    static RunLog open(RunFolder folder, Recipe recipe) {
        Instant now = Instant.now();
        TensorBoardWriter writer = TensorBoardWriter.create(folder.path().resolve(FOLDER), now);
        writer.text("recipe", 0, now, "```yaml\n" + RecipeFile.text(recipe) + "```");
        return new RunLog(writer);
    }

    @Override
    public void step(double at, double loss) {
        writer.scalar("loss/step", Math.round(at * STEPS_AN_EPOCH), Instant.now(), loss);
    }

    @Override
    public void epoch(Progress.Epoch epoch) {
        Instant now = Instant.now();
        long step = (long) epoch.epoch() * STEPS_AN_EPOCH;
        writer.scalar("loss/train", step, now, epoch.trainLoss());
        if (epoch.validationLoss() != null) {
            writer.scalar("loss/validation", step, now, epoch.validationLoss());
        }
        epoch.figures().forEach((name, value) -> writer.scalar("loss/" + name, step, now, value));
        writer.scalar("images_per_second", step, now, epoch.imagesPerSecond());
    }

    /** What was measured at the end. */
    void metrics(Map<String, Double> metrics, int epochs) {
        Instant now = Instant.now();
        metrics.forEach((name, value) -> writer.scalar("test/" + name, (long) epochs * STEPS_AN_EPOCH, now, value));
    }

    /** @param png the file's bytes */
    void picture(String name, byte[] png, int epochs) {
        writer.image(name, (long) epochs * STEPS_AN_EPOCH, Instant.now(), png);
    }

    @Override
    public void close() {
        writer.close();
    }
}
