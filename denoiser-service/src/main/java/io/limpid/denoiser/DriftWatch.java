package io.limpid.denoiser;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.inference.LatentVector;
import io.limpid.inference.drift.DriftWindow;
import io.limpid.inference.drift.InputFeatures;
import io.limpid.inference.drift.TrainingCloud;
import io.limpid.inference.drift.TrainingStatistics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether the stream's images still are what each model was trained on, as metrics and in words. An image counts when it is
 * answered: one whose batch is undone counts again. Models whose file says nothing of their training images are left out.
 * Thread-safe.
 */
final class DriftWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);
    /** Versions that are told of; of more, the one that was longest without an image is forgotten. */
    private static final int MOST = 16;

    private final MeterRegistry registry;
    private final int windowSize;
    private final double threshold;
    private final Map<ModelRef, Watched> watched = new LinkedHashMap<>(MOST, 0.75f, true);

    /**
     * @param windowSize images that are compared at once
     * @param threshold the score from which on a window is said to drift
     */
    DriftWatch(MeterRegistry registry, int windowSize, double threshold) {
        this.registry = requireNonNull(registry, "registry");
        this.windowSize = windowSize;
        this.threshold = threshold;
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("limpid.drift.threshold must be above 0, got " + threshold);
        }
    }

    /** One version of a model. */
    private static final class Watched {
        private final TrainingStatistics training;
        private final DriftWindow window;
        private final List<Meter> meters = new ArrayList<>();
        private volatile Optional<DriftWindow.Drift> latest = Optional.empty();

        Watched(TrainingStatistics training, int windowSize) {
            this.training = training;
            this.window = new DriftWindow(training, windowSize);
        }

        /** NaN until there is one. */
        double score(ToDoubleFunction<DriftWindow.Drift> which) {
            return latest.map(which::applyAsDouble).orElse(Double.NaN);
        }
    }

    /** Takes up an image that was denoised. */
    synchronized void observe(
            ModelRef model, TrainingStatistics training, Pixels noisy, float sigma, LatentVector latent) {
        Watched one = watched.computeIfAbsent(model, unseen -> watch(unseen, training));
        forgetOldest();
        one.window.add(noisy, sigma, latent).ifPresent(drift -> {
            boolean before = one.score(DriftWindow.Drift::worst) > threshold;
            one.latest = Optional.of(drift);
            if (before != drift.worst() > threshold) {
                LOG.warn(
                        "model={} version={} {}",
                        model.getName(),
                        Long.toUnsignedString(model.getVersion()),
                        line(one));
            }
        });
    }

    private Watched watch(ModelRef model, TrainingStatistics training) {
        Watched one = new Watched(training, windowSize);
        one.meters.add(gauge(model, one, "input", DriftWindow.Drift::input));
        if (training.latent() != null) {
            one.meters.add(gauge(model, one, "latent", drift -> drift.latent().orElse(Double.NaN)));
        }
        return one;
    }

    private Meter gauge(ModelRef model, Watched one, String of, ToDoubleFunction<DriftWindow.Drift> which) {
        return Gauge.builder("limpid.drift.score", one, watch -> watch.score(which))
                .description(
                        "How far the latest images are from the training images; 1 is what a hundred of those differ"
                                + " from the rest by chance, once in a hundred times; NaN until the window is full, and of latent vectors where the"
                                + " images have other sizes than those")
                .tag("model", model.getName())
                .tag("version", Long.toUnsignedString(model.getVersion()))
                .tag("of", of)
                .register(registry);
    }

    private void forgetOldest() {
        if (watched.size() > MOST) {
            ModelRef oldest = watched.keySet().iterator().next();
            watched.remove(oldest).meters.forEach(registry::remove);
        }
    }

    /** By model, in words: for the health answer, which no drift turns red. */
    synchronized Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        watched.forEach((model, one) ->
                lines.put("drift " + model.getName() + " " + Long.toUnsignedString(model.getVersion()), line(one)));
        return lines;
    }

    private String line(Watched one) {
        if (one.latest.isEmpty()) {
            return "not known yet: " + one.window.missing() + " images to come" + passedOver(one);
        }
        DriftWindow.Drift drift = one.latest.get();
        String verdict = drift.worst() > threshold ? "the images are not those of the training" : "none";
        return String.format(
                Locale.ROOT,
                "%s: input %.2f, latent %s, of at most %.2f; %s, over the last %d images%s",
                verdict,
                drift.input(),
                latent(one.training, drift),
                threshold,
                features(one.training.input(), drift),
                drift.images(),
                passedOver(one));
    }

    private static String latent(TrainingStatistics training, DriftWindow.Drift drift) {
        if (drift.latent().isPresent()) {
            return String.format(Locale.ROOT, "%.2f", drift.latent().getAsDouble());
        }
        return training.latent() == null
                ? "not compared"
                : "not compared (it depends on the size; the training's is " + size(training) + ")";
    }

    private static String passedOver(Watched one) {
        long count = one.window.passedOver();
        return count == 0
                ? ""
                : "; images passed over, smaller than the training's " + size(one.training) + ": " + count;
    }

    /** Height by width, as everywhere. */
    private static String size(TrainingStatistics training) {
        return training.shape().height() + "x" + training.shape().width();
    }

    private static String features(TrainingCloud training, DriftWindow.Drift drift) {
        StringJoiner features = new StringJoiner(", ");
        for (int i = 0; i < InputFeatures.NAMES.size(); i++) {
            features.add(String.format(
                    Locale.ROOT,
                    "%s %.3f (training %.3f)",
                    InputFeatures.NAMES.get(i),
                    drift.features().get(i),
                    training.mean().get(i)));
        }
        return features.toString();
    }
}
