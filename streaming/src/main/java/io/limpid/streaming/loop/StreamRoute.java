package io.limpid.streaming.loop;

import static java.util.Objects.requireNonNull;

/** The topics a service reads, answers to, and buries in. */
public record StreamRoute(String source, String answers, String deadLetters) {
    public StreamRoute {
        requireNonNull(source, "source");
        requireNonNull(answers, "answers");
        requireNonNull(deadLetters, "deadLetters");
    }
}
