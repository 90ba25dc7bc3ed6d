package io.limpid.classifier;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.inference.ClassifierModel;
import io.limpid.streaming.models.Candidate;
import io.limpid.streaming.models.LiveModel;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Picks the classifier of a frame. A latent vector means something only to heads that were trained on the encoder it came
 * from, so a latent head is used only where the latent spaces' ids match; otherwise the picture is classified. Fallbacks come
 * after all others, else newer ones go first.
 */
final class ClassifierRoute {
    private final List<LiveModel<ClassifierModel>> inOrder;

    ClassifierRoute(List<LiveModel<ClassifierModel>> newestFirst) {
        this.inOrder = newestFirst.stream()
                .sorted(Comparator.comparing(live -> live.published().getFallback()))
                .toList();
    }

    /** @param wish a model's name; empty means any */
    Optional<LiveModel<ClassifierModel>> latentHead(DenoisedFrame frame, String wish) {
        String space = frame.getDenoiser().getLatentSpace();
        if (space.isEmpty() || frame.getLatentCount() == 0) {
            return Optional.empty();
        }
        return wished(wish)
                .filter(live -> live.model().acceptsLatentSpace(space))
                .findFirst();
    }

    /** @param wish a model's name; empty means any */
    Optional<LiveModel<ClassifierModel>> frameClassifier(ImageShape shape, String wish) {
        return wished(wish).filter(live -> live.model().acceptsFrame(shape)).findFirst();
    }

    /** What is tried beside a live model, where it takes the same input. */
    static Optional<Candidate<ClassifierModel>> candidate(LiveModel<ClassifierModel> live) {
        return live.candidate().filter(candidate -> takesTheSame(live.model(), candidate.model()));
    }

    /** So that a candidate that was trained on another latent space never sees this one's vectors. */
    private static boolean takesTheSame(ClassifierModel live, ClassifierModel candidate) {
        return candidate.description().task() == live.description().task()
                && candidate
                        .description()
                        .latentSpace()
                        .equals(live.description().latentSpace())
                && candidate.description().input().equals(live.description().input());
    }

    /** The canary that serves a frame in the place of the live model. */
    static Optional<LiveModel<ClassifierModel>> canary(LiveModel<ClassifierModel> live, String imageId) {
        return candidate(live).flatMap(candidate -> candidate.canaryFor(imageId));
    }

    private Stream<LiveModel<ClassifierModel>> wished(String wish) {
        return inOrder.stream()
                .filter(live -> wish.isEmpty() || live.ref().getName().equals(wish));
    }

    /** One line that says what is served. */
    String served() {
        return inOrder.stream()
                .map(live -> live.ref().getName() + " takes " + inputOf(live.model()))
                .collect(Collectors.joining(", "));
    }

    private static String inputOf(ClassifierModel model) {
        String space = model.description().latentSpace();
        return space.isEmpty() ? model.description().input().toString() : "latent space " + space;
    }
}
