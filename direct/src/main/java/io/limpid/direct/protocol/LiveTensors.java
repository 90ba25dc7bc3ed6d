package io.limpid.direct.protocol;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelRef;
import io.limpid.direct.RefusedCall;
import io.limpid.direct.tensor.TensorModel;
import io.limpid.streaming.models.LiveModel;
import io.limpid.streaming.models.ModelCatalogue;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The live models, found by name. */
final class LiveTensors<M extends AutoCloseable> {
    private final ModelCatalogue<M> catalogue;
    private final Function<M, TensorModel> view;

    LiveTensors(ModelCatalogue<M> catalogue, Function<M, TensorModel> view) {
        this.catalogue = requireNonNull(catalogue, "catalogue");
        this.view = requireNonNull(view, "view");
    }

    boolean isEmpty() {
        return catalogue.isEmpty();
    }

    /**
     * Uses the model of a name, which stays open meanwhile, though another may have taken its place. A call that names what answered
     * it uses the model anew for each piece, so that an old model's memory is given back soon.
     *
     * @param version empty means whichever is live
     * @throws RefusedCall with status 404 when it is not live, telling which are
     */
    <R> R using(String name, Optional<String> version, BiFunction<ModelRef, TensorModel, R> use) {
        return catalogue.using(models -> {
            LiveModel<M> found = models.stream()
                    .filter(live -> live.ref().getName().equals(name))
                    .filter(live -> version.isEmpty() || version.get().equals(version(live)))
                    .findFirst()
                    .orElseThrow(() -> notLive(name, version, models));
            return use.apply(found.ref(), view.apply(found.model()));
        });
    }

    /** Uses the very model that was seen before; empty when another has taken its place. */
    <R> Optional<R> usingSame(ModelRef seen, Function<TensorModel, R> use) {
        return catalogue.using(models -> models.stream()
                .filter(live -> live.ref().equals(seen))
                .findFirst()
                .map(live -> use.apply(view.apply(live.model()))));
    }

    private RefusedCall notLive(String name, Optional<String> version, List<LiveModel<M>> models) {
        String served = models.stream()
                .map(live -> live.ref().getName() + " version " + version(live))
                .collect(Collectors.joining(", "));
        return new RefusedCall(
                404,
                "NO_MODEL",
                "no model '%s'%s is live; served: %s"
                        .formatted(
                                name,
                                version.map(wanted -> " version " + wanted).orElse(""),
                                served.isEmpty() ? "none" : served));
    }

    private static <M extends AutoCloseable> String version(LiveModel<M> live) {
        return Long.toUnsignedString(live.ref().getVersion());
    }
}
