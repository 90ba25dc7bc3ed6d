package io.limpid.trainer.job;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/**
 * What a run is told from outside its recipe.
 *
 * @param stopWanted asked before each step; once it says yes, the best so far is kept and the run ends
 * @param budgetSeconds the time there is for the training itself; epochs, then images are cut to fit. Empty for all it takes
 * @param resume whether the folder's checkpoint is where to begin
 */
public record RunControl(BooleanSupplier stopWanted, OptionalDouble budgetSeconds, boolean resume) {
    public RunControl {
        requireNonNull(stopWanted, "stopWanted");
        requireNonNull(budgetSeconds, "budgetSeconds");
    }

    /** From beginning to end. */
    public static RunControl whole() {
        return new RunControl(() -> false, OptionalDouble.empty(), false);
    }
}
