package io.limpid.studio.stream;

import io.limpid.contracts.stream.HeaderNames;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Denoised images that no live classifier takes, where none was asked for: they lie among the dead letters so that they can be
 * replayed once there is one, but nothing went wrong.
 */
public final class Unlabelled {
    /** The classifier's reason. */
    private static final String NO_MODEL = "NO_MODEL";

    private Unlabelled() {}

    /** @param deadFrames the topic of the classifier's dead letters */
    public static boolean is(ConsumerRecord<byte[], byte[]> dead, String deadFrames) {
        return dead.topic().equals(deadFrames)
                && HeaderNames.text(dead.headers(), HeaderNames.DEAD_LETTER_REASON)
                        .filter(NO_MODEL::equals)
                        .isPresent()
                && HeaderNames.text(dead.headers(), HeaderNames.CLASSIFIER).isEmpty();
    }
}
