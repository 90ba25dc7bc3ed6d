package io.limpid.direct;

import io.limpid.contracts.image.PayloadLimits;
import io.limpid.streaming.config.StreamConfig;
import java.time.Duration;

/**
 * What direct calls may ask for.
 *
 * @param enabled whether there are any
 * @param most calls inside at the same time, from their headers on: those that work and those that wait
 * @param atOnce of these, how many work
 * @param payload the stream's limits, which hold here too
 * @param maxAnswerBytes of one answer
 */
public record DirectSettings(boolean enabled, int most, int atOnce, PayloadLimits payload, int maxAnswerBytes) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public DirectSettings {
        if (most < 1) {
            throw new IllegalArgumentException("limpid.direct.most must be at least 1, got " + most);
        }
    }

    public static DirectSettings of(StreamConfig config) {
        return new DirectSettings(
                config.direct().enabled(),
                config.direct().most(),
                config.direct().atOnce(),
                new PayloadLimits(config.maxBytes(), config.maxPixels()),
                config.maxAnswerBytes());
    }

    public Turns turns() {
        return new Turns(atOnce, PATIENCE);
    }
}
