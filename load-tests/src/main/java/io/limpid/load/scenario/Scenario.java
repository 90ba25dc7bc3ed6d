package io.limpid.load.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the stream, from its first image to its last.
 *
 * @param about one line for people; of one that was stretched or shortened, what it comes to
 * @param seed of all that is random: the same seed gives the same images and the same faults
 * @param partitions of each image topic
 * @param denoisers how many
 * @param classifiers how many
 * @param images what they are like
 * @param phases one after the other
 * @param faults at fixed moments, and {@code random} ones
 * @param limits what a run must keep to
 */
public record Scenario(
        String about,
        long seed,
        int partitions,
        int denoisers,
        int classifiers,
        ImageMix images,
        List<Phase> phases,
        List<Fault> faults,
        List<RandomFaults> random,
        Limits limits) {
    private static final int MOST_IMAGES = 50_000_000;
    private static final int MOST_REPLICAS = 9;
    private static final Map<String, Integer> ONE = Map.of("denoiser", 1, "classifier", 1);

    public Scenario {
        require(partitions >= 1 && partitions <= 100, "partitions of 1 to 100", partitions);
        require(denoisers >= 1 && denoisers <= MOST_REPLICAS, "replicas of 1 to 9", denoisers);
        require(classifiers >= 1 && classifiers <= MOST_REPLICAS, "replicas of 1 to 9", classifiers);
        require(!phases.isEmpty(), "at least one of phases", "none");
        phases = List.copyOf(phases);
        faults = List.copyOf(faults);
        random = List.copyOf(random);
        double count = phases.stream().mapToDouble(Phase::count).sum();
        require(count >= 1 && count <= MOST_IMAGES, "1 to " + MOST_IMAGES + " images in all", count);
        requireTargets(denoisers, classifiers, faults, random);
    }

    @JsonCreator
    static Scenario read(
            @Nullable String about,
            @Nullable Long seed,
            @Nullable Integer partitions,
            @Nullable Map<String, Integer> replicas,
            @Nullable ImageMix images,
            @Nullable List<Phase> phases,
            @Nullable List<Fault> faults,
            @Nullable List<RandomFaults> random,
            @Nullable Limits limits) {
        Map<String, Integer> counts = replicas == null ? ONE : replicas;
        require(ONE.keySet().containsAll(counts.keySet()), "replicas of denoiser and classifier", counts.keySet());
        return new Scenario(
                about == null ? "" : about.strip(),
                seed == null ? 1 : seed,
                partitions == null ? 4 : partitions,
                counts.getOrDefault("denoiser", 1),
                counts.getOrDefault("classifier", 1),
                images == null ? ImageMix.STANDARD : images,
                phases == null ? List.of() : phases,
                faults == null ? List.of() : faults,
                random == null ? List.of() : random,
                limits == null ? Limits.NONE : limits);
    }

    private static void requireTargets(int denoisers, int classifiers, List<Fault> faults, List<RandomFaults> random) {
        Stream.concat(faults.stream().map(Fault::target), random.stream().flatMap(each -> each.targets().stream()))
                .filter(target -> target.contains("-"))
                .forEach(target -> {
                    int number = target.charAt(target.length() - 1) - '0';
                    int replicas = target.startsWith("denoiser") ? denoisers : classifiers;
                    require(number <= replicas, "a target among " + replicas + " replicas", target);
                });
    }

    private static void require(boolean holds, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + ", found " + found);
        }
    }

    /** From the first image to the last, in seconds. */
    public double seconds() {
        return phases.stream().mapToDouble(Phase::seconds).sum();
    }

    /** How many images are due in all. */
    public int count() {
        return (int) Math.round(phases.stream().mapToDouble(Phase::count).sum());
    }

    /** All faults, the random ones at their moments, in the order of their beginnings. */
    public List<Fault> plannedFaults() {
        List<Fault> all = new ArrayList<>(faults);
        Random moments = new Random(seed);
        random.forEach(each -> all.addAll(each.faults(moments)));
        all.sort(Comparator.comparingDouble(Fault::at));
        return all;
    }

    /** Stretched to last so long at the same rates; faults move along, but last as long as before. */
    public Scenario lasting(double seconds) {
        return scaled(seconds / seconds(), 1);
    }

    /** With so many images in the same time. */
    public Scenario withImages(int count) {
        return scaled(1, (double) count / count());
    }

    private Scenario scaled(double time, double rates) {
        Scenario scaled = new Scenario(
                about,
                seed,
                partitions,
                denoisers,
                classifiers,
                images,
                phases.stream().map(phase -> phase.scaled(time, rates)).toList(),
                faults.stream().map(fault -> fault.moved(time)).toList(),
                random.stream().map(each -> each.moved(time)).toList(),
                limits);
        return scaled.about(scaled.extent());
    }

    private Scenario about(String text) {
        return new Scenario(text, seed, partitions, denoisers, classifiers, images, phases, faults, random, limits);
    }

    /** What people wrote about a scenario names figures that a scaled one has no more. */
    private String extent() {
        Map<String, Integer> kinds = new TreeMap<>();
        plannedFaults().forEach(fault -> kinds.merge(fault.kind().word() + " " + fault.target(), 1, Integer::sum));
        List<String> counted = new ArrayList<>();
        kinds.forEach((kind, times) -> counted.add(kind + (times > 1 ? " (" + times + " times)" : "")));
        return String.format(
                Locale.ROOT,
                "%,d images in %.0f s, %s",
                count(),
                seconds(),
                counted.isEmpty() ? "without faults" : String.join(", ", counted));
    }
}
