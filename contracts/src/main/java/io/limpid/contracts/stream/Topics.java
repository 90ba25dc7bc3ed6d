package io.limpid.contracts.stream;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The names of Limpid's topics.
 *
 * @param prefix put in front of every name; empty, or letters, digits, dots, dashes and underscores
 */
public record Topics(String prefix) {
    /** What Kafka allows in a topic's name; it allows 249 characters, of which ours need at most 22. */
    private static final Pattern LEGAL_PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,200}");

    public Topics {
        requireNonNull(prefix, "prefix");
        if (!LEGAL_PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "a topic prefix has at most 200 letters, digits, dots, dashes and underscores, got '" + prefix
                            + "'");
        }
    }

    /** Images as anyone publishes them. */
    public String noisy() {
        return prefix + "images.noisy";
    }

    /** {@code DenoisedFrame} messages. */
    public String denoised() {
        return prefix + "images.denoised";
    }

    /** {@code Classification} messages, as proto3 JSON. */
    public String labels() {
        return prefix + "images.labels";
    }

    /** Records of {@link #noisy()} that could not be denoised, untouched. */
    public String noisyDead() {
        return prefix + "images.noisy.dead";
    }

    /** Records of {@link #denoised()} that could not be classified, untouched. */
    public String denoisedDead() {
        return prefix + "images.denoised.dead";
    }

    /** {@code ModelPublished} messages, by model name, of candidates by name and {@code /candidate}; compacted. */
    public String models() {
        return prefix + "models";
    }

    /** {@code ModelReport} messages: what each replica does with the models; compacted. */
    public String modelReports() {
        return prefix + "models.reports";
    }

    /** {@code TrainingEvent} messages, by run id. */
    public String training() {
        return prefix + "training";
    }

    /** Trainings as anyone asks for them: {@code TrainingRequested} messages, JSON, or recipes. */
    public String trainingRequests() {
        return prefix + "training.requests";
    }

    /** Records of {@link #trainingRequests()} that ask for nothing that can be trained, untouched. */
    public String trainingRequestsDead() {
        return prefix + "training.requests.dead";
    }

    /** The topics that images flow through; they should all have the same number of partitions. */
    public List<String> images() {
        return List.of(noisy(), denoised(), labels(), noisyDead(), denoisedDead());
    }
}
