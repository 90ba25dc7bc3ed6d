package io.limpid.denoiser;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.DenoiserRouting;
import io.limpid.inference.ModelDescription;
import io.limpid.streaming.models.Candidate;
import io.limpid.streaming.models.LiveModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Picks the denoiser of an image from those that are live. */
final class DenoiserRoute {
    private final List<LiveModel<DenoiserModel>> newestFirst;
    private final DenoiserRouting routing;
    private final List<DenoiserRouting.Choice<LiveModel<DenoiserModel>>> choices;

    DenoiserRoute(List<LiveModel<DenoiserModel>> newestFirst, DenoiserRouting routing) {
        this.newestFirst = newestFirst;
        this.routing = routing;
        this.choices = newestFirst.stream().map(DenoiserRoute::choice).toList();
    }

    private static DenoiserRouting.Choice<LiveModel<DenoiserModel>> choice(LiveModel<DenoiserModel> live) {
        return new DenoiserRouting.Choice<>(
                live,
                live.ref().getName(),
                live.model().description().input(),
                live.published().getFallback(),
                live.model().description().isForPages());
    }

    /** @param wish a model's name; empty means any */
    Optional<LiveModel<DenoiserModel>> pick(Pixels image, String wish) {
        return routing.pick(choices, image, wish);
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
