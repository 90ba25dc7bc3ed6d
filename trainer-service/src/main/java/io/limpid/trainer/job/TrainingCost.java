package io.limpid.trainer.job;

import io.limpid.contracts.image.ImageShape;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.recipe.DataChoice;
import io.limpid.trainer.recipe.Recipe;
import java.util.Map;

/** Roughly what a recipe's whole training costs, without looking at its data: enough to put recipes in an order. */
public final class TrainingCost {
    private static final ImageShape DIGIT = new ImageShape(1, 28, 28);
    private static final ImageShape THUMBNAIL = new ImageShape(3, 32, 32);
    private static final int LATENT = 128;
    private static final int CLASSES = 10;
    /** Of sets that are much smaller or larger than most. */
    private static final Map<String, Integer> IMAGES = Map.of("notmnist", 10_000, "cifar10", 10_000);

    /** Of sets whose pictures are cut into patches. */
    private static final Map<String, Integer> PICTURES =
            Map.of("bsd400", 400, "noisyoffice", 88, "maps", 60, "satellite", 60);

    private static final int ON_A_SHEET = 64;
    private static final int USUAL_IMAGES = 60_000;

    private TrainingCost() {}

    /** Multiply-adds of all forward passes. */
    public static double of(Recipe recipe) {
        DataChoice data = recipe.data();
        double images = IMAGES.getOrDefault(data.set(), USUAL_IMAGES);
        if (PICTURES.containsKey(data.set())) {
            int sheets = data.also().isEmpty() ? 0 : IMAGES.getOrDefault(data.also(), USUAL_IMAGES) / ON_A_SHEET;
            images = (double) data.patches() * (PICTURES.get(data.set()) + sheets);
        }
        return network(recipe).multiplyAdds() * images * recipe.epochs();
    }

    private static Network network(Recipe recipe) {
        return switch (recipe.task()) {
            case DENOISE -> NetworkFactory.denoiser(recipe.network(), shape(recipe.data()));
            case CLASSIFY_FRAME -> NetworkFactory.frameClassifier(recipe.network(), shape(recipe.data()), CLASSES);
            case CLASSIFY_LATENT -> NetworkFactory.latentClassifier(recipe.network(), LATENT, CLASSES);
        };
    }

    private static ImageShape shape(DataChoice data) {
        if (data.set().equals("cifar10")) {
            return THUMBNAIL;
        }
        return data.set().matches("(.*mnist|synthetic)")
                ? DIGIT
                : new ImageShape(data.channels(), data.patch(), data.patch());
    }
}
