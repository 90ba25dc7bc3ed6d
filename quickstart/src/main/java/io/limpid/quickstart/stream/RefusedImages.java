package io.limpid.quickstart.stream;

import io.limpid.client.RecordPlace;
import io.limpid.client.Result;
import io.limpid.contracts.stream.Topics;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Images that the denoiser refused. One that was sent again and came back is none of them, where events have ids; the others are known by
 * nothing else than their dead letters.
 */
final class RefusedImages {
    private static final String TOPIC = new Topics("").noisyDead();

    private final int most;
    private final Deque<Result.Dead> letters = new ArrayDeque<>();
    private final Set<String> events = new HashSet<>();
    private final Set<String> pictures = new HashSet<>();

    /** @param most that are kept; the eldest go first */
    RefusedImages(int most) {
        this.most = most;
    }

    /** Whether it is an image's dead letter, whatever the prefix of the topics, and not a denoised picture's. */
    static boolean isOne(Result.Dead letter) {
        return letter.place().topic().endsWith(TOPIC);
    }

    /** Without a key an image is called as the place where it lay. */
    static String name(Result.Dead letter) {
        return letter.imageId().isEmpty()
                ? letter.source().map(RecordPlace::toString).orElse("an image")
                : letter.imageId();
    }

    void note(Result.Dead letter) {
        String event = letter.eventId();
        if (pictures.contains(event)) {
            return;
        }
        if (!event.isEmpty()) {
            events.add(event);
        }
        letters.add(letter);
        if (letters.size() > most) {
            events.remove(letters.remove().eventId());
        }
    }

    /** The image was answered. */
    void forget(Result.Denoised picture) {
        String event = picture.eventId();
        if (event.isEmpty()) {
            return;
        }
        if (pictures.size() < most) {
            pictures.add(event);
        }
        if (events.remove(event)) {
            letters.removeIf(letter -> letter.eventId().equals(event));
        }
    }

    int count() {
        return letters.size();
    }

    /** The latest by their images' time, the eldest first. */
    List<Result.Dead> latest(long number) {
        return letters.stream()
                .sorted(Comparator.comparingLong(Result.Dead::timestamp))
                .skip(Math.max(0, letters.size() - number))
                .toList();
    }
}
