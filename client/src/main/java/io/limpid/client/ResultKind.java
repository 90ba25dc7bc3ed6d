package io.limpid.client;

import io.limpid.contracts.stream.Topics;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which results to read: a topic each. */
public enum ResultKind {
    /** Denoised images. */
    DENOISED(Topics::denoised),
    /** Labels. */
    LABELS(Topics::labels),
    /** Images that the denoiser refused. */
    DEAD_NOISY(Topics::noisyDead),
    /** Frames that the classifier refused. */
    DEAD_DENOISED(Topics::denoisedDead),
    /** Requests for trainings that the trainer refused; no results of images, and read only where they are named. */
    DEAD_TRAINING_REQUESTS(Topics::trainingRequestsDead);

    private final Function<Topics, String> topic;

    ResultKind(Function<Topics, String> topic) {
        this.topic = topic;
    }

    public String topic(Topics topics) {
        return topic.apply(topics);
    }

    /** All that become of images. */
    public static Set<ResultKind> ofImages() {
        return EnumSet.range(DENOISED, DEAD_DENOISED);
    }

    /** Where dead letters of this kind came from, and can go again; absent for answers. */
    Optional<String> sourceTopic(Topics topics) {
        return switch (this) {
            case DENOISED, LABELS -> Optional.empty();
            case DEAD_NOISY -> Optional.of(topics.noisy());
            case DEAD_DENOISED -> Optional.of(topics.denoised());
            case DEAD_TRAINING_REQUESTS -> Optional.of(topics.trainingRequests());
        };
    }

    /** @throws IllegalArgumentException when it is none of the result topics */
    static ResultKind of(String topic, Topics topics) {
        return Arrays.stream(values())
                .filter(kind -> kind.topic(topics).equals(topic))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("topic " + topic + " holds no results"));
    }
}
