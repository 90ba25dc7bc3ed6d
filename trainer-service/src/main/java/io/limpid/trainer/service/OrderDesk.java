package io.limpid.trainer.service;

import static java.util.Objects.requireNonNull;

import io.limpid.trainer.recipe.Overrides;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeException;
import io.limpid.trainer.recipe.RecipeFile;
import io.limpid.trainer.supervise.RunShelf;
import io.limpid.trainer.supervise.RunState;
import io.limpid.trainer.supervise.TrainingOrder;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Checks what is asked for, so that whoever asks hears at once what is wrong with it. */
final class OrderDesk {
    static final int LONGEST_RECIPE = 64 << 10;

    private final RecipeFolder recipes;
    private final RunShelf shelf;
    private final boolean orderedFolders;

    /** @param orderedFolders whether those who ask may name folders of pictures on this machine */
    OrderDesk(RecipeFolder recipes, RunShelf shelf, boolean orderedFolders) {
        this.recipes = requireNonNull(recipes, "recipes");
        this.shelf = requireNonNull(shelf, "shelf");
        this.orderedFolders = orderedFolders;
    }

    /**
     * @param requestId see {@link TrainingOrder}
     * @param requestedBy for people
     * @throws WrongOrder saying what is wrong, of a recipe with its line and what is allowed
     */
    TrainingOrder order(TrainingRequest request, String requestId, String requestedBy) throws WrongOrder {
        long named = Stream.of(request.recipe(), request.recipeText(), request.resume())
                .filter(Objects::nonNull)
                .count();
        if (named != 1) {
            throw new WrongOrder("expected exactly one of recipe, recipeText and resume, found " + named);
        }
        OrderOptions options = OrderOptions.of(request);
        boolean publish = Boolean.TRUE.equals(request.publish());
        if (request.resume() != null) {
            return resume(request.resume(), options, publish, requestId, requestedBy);
        }
        String text = text(request);
        String origin = request.recipe() == null ? "recipeText" : "recipe " + request.recipe();
        Recipe recipe = parse(text, origin, new Overrides(options.values()));
        checkFolders(recipe, request.recipe() == null ? List.of() : folders(parse(text, origin, Overrides.none())));
        return new TrainingOrder(recipe.name(), text, options.commandLine(), "", publish, requestId, requestedBy);
    }

    private String text(TrainingRequest request) throws WrongOrder {
        String text = request.recipe() == null ? request.recipeText() : recipes.read(request.recipe());
        if (text == null || text.isBlank()) {
            throw new WrongOrder("the recipe is empty");
        }
        if (text.length() > LONGEST_RECIPE) {
            throw new WrongOrder(
                    "the recipe has " + text.length() + " characters, at most " + LONGEST_RECIPE + " are allowed");
        }
        return text;
    }

    private static Recipe parse(String text, String origin, Overrides overrides) throws WrongOrder {
        try {
            return RecipeFile.parse(text, origin, overrides);
        } catch (RecipeException wrong) {
            throw new WrongOrder(wrong.getMessage(), wrong);
        }
    }

    private void checkFolders(Recipe recipe, List<String> allowed) throws WrongOrder {
        for (String folder : folders(recipe)) {
            if (!orderedFolders && !allowed.contains(folder)) {
                throw new WrongOrder("folders of pictures can't be ordered here, found '" + folder
                        + "'; put the recipe into the service's folder of recipes, or set"
                        + " limpid.trainer.ordered-folders=true");
            }
        }
    }

    /** What a recipe reads from this machine beside the known data sets. */
    private static List<String> folders(Recipe recipe) {
        return Stream.concat(Stream.of(recipe.data().set()), recipe.evaluation().strangers().stream())
                .filter(name -> name.contains(":"))
                .toList();
    }

    private TrainingOrder resume(
            String run, OrderOptions options, boolean publish, String requestId, String requestedBy) throws WrongOrder {
        if (!options.names().isEmpty()) {
            throw new WrongOrder(
                    "a run is taken up again as it was begun: nothing goes with resume, found " + options.names());
        }
        RunState state = shelf.find(run)
                .orElseThrow(() -> new WrongOrder("there is no run '" + run + "'; GET /runs lists the ids"));
        if (!state.resumable()) {
            throw new WrongOrder("run " + run + " can't be taken up again: it is "
                    + state.state().text() + (state.state().isEnded() ? ", or has no checkpoint" : ""));
        }
        return new TrainingOrder(run, "", List.of(), run, publish, requestId, requestedBy);
    }
}
