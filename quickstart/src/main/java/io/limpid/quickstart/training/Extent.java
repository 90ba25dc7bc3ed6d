package io.limpid.quickstart.training;

import java.util.Map;

/**
 * How much of a recipe's training a run did. All of it counts as done where nothing tells.
 *
 * @param epochs done
 * @param epochsFull what the recipe says
 * @param images in an epoch
 * @param imagesFull what there are
 */
public record Extent(long epochs, long epochsFull, long images, long imagesFull) {
    /** As the run's metrics tell. */
    public static Extent of(Map<String, Double> metrics) {
        long epochs = count(metrics, "epochs", 0);
        long images = count(metrics, "images", 0);
        return new Extent(epochs, count(metrics, "epochs_full", epochs), images, count(metrics, "images_full", images));
    }

    private static long count(Map<String, Double> metrics, String name, long otherwise) {
        return metrics.containsKey(name) ? Math.round(metrics.get(name)) : otherwise;
    }

    /** Whether less was trained than the recipe says. */
    public boolean isReduced() {
        return epochs < epochsFull || images < imagesFull;
    }

    /** In words: {@code 15 epochs}, or {@code REDUCED: 1 of 15 epochs, 9000 of 55000 images}; empty where nothing tells. */
    public String text() {
        if (!isReduced()) {
            return epochs == 0 ? "" : epochs == 1 ? "1 epoch" : epochs + " epochs";
        }
        return "REDUCED: " + epochs + " of " + epochsFull + " epochs"
                + (images < imagesFull ? ", " + images + " of " + imagesFull + " images" : "");
    }
}
