package io.limpid.denoiser;

import io.limpid.contracts.image.ImageShape;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.ModelDescription;
import io.limpid.streaming.models.Candidate;
import io.limpid.streaming.models.LiveModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Picks the denoiser of an image: the one asked for by name, else the newest that takes its shape. */
final class DenoiserRoute {
    private final List<LiveModel<DenoiserModel>> newestFirst;

    DenoiserRoute(List<LiveModel<DenoiserModel>> newestFirst) {
        this.newestFirst = newestFirst;
    }

    /** @param wish a model's name; empty means any. Models of a fixed size go before those that take any size. */
    Optional<LiveModel<DenoiserModel>> pick(ImageShape shape, String wish) {
        List<LiveModel<DenoiserModel>> fitting = newestFirst.stream()
                .filter(live -> wish.isEmpty() || live.ref().getName().equals(wish))
                .filter(live -> live.model().accepts(shape))
                .toList();
        return fitting.stream()
                .filter(live -> live.model().description().isFixedSize())
                .findFirst()
                .or(() -> fitting.stream().findFirst());
    }

    /** What is tried beside a live model, where it takes such images too. */
    static Optional<Candidate<DenoiserModel>> candidate(LiveModel<DenoiserModel> live, ImageShape shape) {
        return live.candidate().filter(candidate -> candidate.model().accepts(shape));
    }

    /** The canary that serves an image in the place of the live model. */
    static Optional<LiveModel<DenoiserModel>> canary(LiveModel<DenoiserModel> live, ImageShape shape, String imageId) {
        return candidate(live, shape).flatMap(candidate -> candidate.canaryFor(imageId));
    }

    /** One line that says what is served. */
    String served() {
        return newestFirst.stream()
                .map(live ->
                        live.ref().getName() + " takes " + shapeOf(live.model().description()))
                .collect(Collectors.joining(", "));
    }

    private static String shapeOf(ModelDescription description) {
        return description.input().toString();
    }
}
