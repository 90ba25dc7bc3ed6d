package io.limpid.trainer.supervise;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A training that somebody asked for. Absent texts are empty.
 *
 * @param recipe its name
 * @param recipeText the recipe as it was when it was asked for, YAML; empty where a run is taken up again
 * @param options for the child's command line, such as {@code --epochs 3}
 * @param resume the run to take up again
 * @param publish whether the model goes to the stream once the training has finished
 * @param requestId a second order of the same id is the same order, come again
 * @param requestedBy who asked, for people
 */
public record TrainingOrder(
        String recipe,
        String recipeText,
        List<String> options,
        String resume,
        boolean publish,
        String requestId,
        String requestedBy) {
    public TrainingOrder {
        requireNonNull(recipe, "recipe");
        requireNonNull(recipeText, "recipeText");
        options = List.copyOf(options);
        requireNonNull(resume, "resume");
        requireNonNull(requestId, "requestId");
        requireNonNull(requestedBy, "requestedBy");
        if (recipeText.isEmpty() == resume.isEmpty()) {
            throw new IllegalArgumentException("expected either a recipe or a run to take up again");
        }
    }
}
