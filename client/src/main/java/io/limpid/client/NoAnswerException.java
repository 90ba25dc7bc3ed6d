package io.limpid.client;

import java.time.Duration;

/** An image was published, and neither an answer nor a dead letter came in time. It may still be answered, in its topic. */
public final class NoAnswerException extends LimpidClientException {
    private static final long serialVersionUID = 1L;

    NoAnswerException(String eventId, Duration timeout) {
        super("no answer to image " + eventId + " within " + timeout.toMillis()
                + " ms; check that the services run and have a model, or set a longer answer timeout");
    }
}
