package io.limpid.trainer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.trainer.job.Outcome;
import io.limpid.trainer.job.RunEvents;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.run.RunFolder;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes events as JSON, an object a line, each flushed at once. */
final class JsonEvents implements RunEvents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;

    JsonEvents(PrintStream out) {
        this.out = out;
    }

    @Override
    public void started(RunFolder folder, Recipe recipe, int trainingImages) {
        emit(
                "started",
                "run",
                folder.id(),
                "folder",
                folder.path().toString(),
                "recipe",
                recipe.name(),
                "epochs",
                recipe.epochs(),
                "images",
                trainingImages);
    }

    @Override
    public void note(String text) {
        emit("note", "text", text);
    }

    @Override
    public void step(int epoch, int epochs, int done, int total, double loss, double imagesPerSecond) {
        emit(
                "step",
                "epoch",
                epoch,
                "epochs",
                epochs,
                "done",
                done,
                "total",
                total,
                "loss",
                loss,
                "images_per_second",
                imagesPerSecond);
    }

    @Override
    public void epoch(int epoch, int epochs, double trainLoss, double validationLoss) {
        emit(
                "epoch",
                "epoch",
                epoch,
                "epochs",
                epochs,
                "train_loss",
                trainLoss,
                // JSON has no NaN, which stands for no validation images
                "validation_loss",
                Double.isNaN(validationLoss) ? "none" : validationLoss);
    }

    @Override
    public void stage(String text) {
        emit("stage", "text", text);
    }

    /** Finished, or stopped: with no metrics then, where not one epoch had ended. */
    void ended(RunFolder folder, Outcome outcome) {
        emit(
                outcome.stopped() ? "stopped" : "finished",
                "run",
                folder.id(),
                "folder",
                folder.path().toString(),
                "epoch",
                outcome.epochs(),
                "metrics",
                outcome.metrics());
    }

    void failed(String message) {
        emit("failed", "message", message);
    }

    private void emit(String event, Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", event);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        try {
            out.println(JSON.writeValueAsString(object));
            out.flush();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event has no JSON form", impossible);
        }
    }
}
