package io.limpid.contracts.image;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A noisy image as read from a record.
 *
 * @param id from a {@code NoisyImage} message; empty for image files
 * @param pixels the image's colour, upright, which is what a denoiser sees
 * @param answer how the denoised image is to go out, with the alpha that was kept aside
 * @param capturedAt milliseconds since the epoch, 0 where unknown
 * @param attributes from a {@code NoisyImage} message; empty for image files
 */
public record NoisyPayload(
        String id, Pixels pixels, AnswerForm answer, long capturedAt, Map<String, String> attributes) {
    public NoisyPayload {
        requireNonNull(id, "id");
        requireNonNull(pixels, "pixels");
        requireNonNull(answer, "answer");
        attributes = Map.copyOf(attributes);
    }

    /** How many values it keeps in memory: those of the image and of its alpha. */
    public long values() {
        long alpha = answer.alpha().map(plane -> plane.shape().size()).orElse(0);
        return pixels.shape().size() + alpha;
    }
}
