package io.limpid.streaming;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelComparison;
import io.limpid.contracts.v1.ModelPublished;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/** Shows how shadows and canaries compare with the live models, while they run. */
final class CandidateMetrics {
    private final MeterRegistry registry;
    private final Map<String, Shown> byName = new ConcurrentHashMap<>();

    private record Shown(AtomicReference<ModelComparison> soFar, List<Meter> meters) {}

    CandidateMetrics(MeterRegistry registry) {
        this.registry = requireNonNull(registry, "registry");
    }

    /** In the place of the one that was shown under its name. */
    void show(ModelPublished candidate) {
        hide(candidate.getRef().getName());
        AtomicReference<ModelComparison> soFar = new AtomicReference<>(ModelComparison.getDefaultInstance());
        byName.put(candidate.getRef().getName(), new Shown(soFar, meters(candidate, soFar)));
    }

    private List<Meter> meters(ModelPublished candidate, AtomicReference<ModelComparison> soFar) {
        Tags tags = Tags.of(
                "model", candidate.getRef().getName(),
                "version", Long.toUnsignedString(candidate.getRef().getVersion()));
        return List.of(
                counter("images", "Images that both models answered", tags, soFar, ModelComparison::getImages),
                counter(
                        "failures",
                        "Images that the live model answered and the candidate failed on",
                        tags,
                        soFar,
                        ModelComparison::getFailures),
                counter(
                        "skipped",
                        "Images that were not compared for lack of time",
                        tags,
                        soFar,
                        ModelComparison::getSkipped),
                gauge(
                        "psnr",
                        "Mean PSNR between the two pictures in dB, of denoisers",
                        tags,
                        soFar,
                        comparison -> comparison.hasPsnr() ? comparison.getPsnr() : Double.NaN),
                gauge(
                        "agreement",
                        "Share of images with the same label, of classifiers",
                        tags,
                        soFar,
                        CandidateMetrics::agreement),
                gauge(
                        "millis",
                        "Milliseconds an image, in batches of the same images",
                        tags.and("side", "live"),
                        soFar,
                        ModelComparison::getLiveMillis),
                gauge(
                        "millis",
                        "Milliseconds an image, in batches of the same images",
                        tags.and("side", "candidate"),
                        soFar,
                        ModelComparison::getMillis));
    }

    private static double agreement(ModelComparison comparison) {
        return comparison.hasAgreed() ? (double) comparison.getAgreed() / comparison.getImages() : Double.NaN;
    }

    private Meter counter(
            String what,
            String description,
            Tags tags,
            AtomicReference<ModelComparison> soFar,
            ToDoubleFunction<ModelComparison> value) {
        return FunctionCounter.builder("limpid.candidate." + what, soFar, now -> value.applyAsDouble(now.get()))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private Meter gauge(
            String what,
            String description,
            Tags tags,
            AtomicReference<ModelComparison> soFar,
            ToDoubleFunction<ModelComparison> value) {
        return Gauge.builder("limpid.candidate." + what, soFar, now -> value.applyAsDouble(now.get()))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    void update(ModelPublished candidate, ModelComparison soFar) {
        Shown shown = byName.get(candidate.getRef().getName());
        if (shown != null) {
            shown.soFar().set(soFar);
        }
    }

    void hide(String name) {
        Shown shown = byName.remove(name);
        if (shown != null) {
            shown.meters().forEach(registry::remove);
        }
    }
}
