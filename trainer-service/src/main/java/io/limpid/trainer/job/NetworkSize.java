package io.limpid.trainer.job;

import io.limpid.trainer.network.Network;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeException;
import java.util.Locale;

/** Refuses networks that are too large to train, before any memory is asked for. */
final class NetworkSize {
    /** Each of them takes 16 bytes in a training with Adam: its value, its gradient and two means. */
    static final long MOST_PARAMETERS = 100_000_000;

    /** Between the layers, for one batch; each of them takes 8 bytes: its value and its gradient. */
    static final long MOST_VALUES = 2_000_000_000;

    private NetworkSize() {}

    /** @throws RecipeException saying how large the network is and how large it may be, or why it can't be made */
    static void check(Recipe recipe, Job job) throws RecipeException {
        Network network = network(job);
        if (network.parameterCount() > MOST_PARAMETERS) {
            throw RecipeException.at(
                    "network",
                    String.format(
                            Locale.ROOT,
                            "network has %,d parameters for inputs of %s, at most %,d are allowed",
                            network.parameterCount(),
                            network.input(),
                            MOST_PARAMETERS));
        }
        long values = network.activationCount() * recipe.batch();
        if (values > MOST_VALUES) {
            throw RecipeException.at(
                    "batch",
                    String.format(
                            Locale.ROOT,
                            "batch %d needs %,d values between the network's layers, at most %,d are allowed; make the"
                                    + " batch or the network smaller",
                            recipe.batch(),
                            values,
                            MOST_VALUES));
        }
    }

    private static Network network(Job job) throws RecipeException {
        try {
            return job.network();
        } catch (IllegalArgumentException impossible) {
            throw RecipeException.at("network", impossible.getMessage());
        }
    }
}
