package io.limpid.contracts.image;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.Encoding;
import java.util.Map;

/**
 * A noisy image as read from a record.
 *
 * @param id from a {@code NoisyImage} message; empty for image files
 * @param pixels the image
 * @param answerIn the encoding in which the denoised image is to go out
 * @param capturedAt milliseconds since the epoch, 0 where unknown
 * @param attributes from a {@code NoisyImage} message; empty for image files
 */
public record NoisyPayload(
        String id, Pixels pixels, Encoding answerIn, long capturedAt, Map<String, String> attributes) {
    public NoisyPayload {
        requireNonNull(id, "id");
        requireNonNull(pixels, "pixels");
        requireNonNull(answerIn, "answerIn");
        attributes = Map.copyOf(attributes);
    }
}
