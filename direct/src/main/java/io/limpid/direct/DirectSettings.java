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
 * @param timeout after which a call is cut off, from its headers to the end of its answer
 * @param payload the stream's limits, which hold here too
 * @param maxAnswerBytes of one answer
 */
public record DirectSettings(
        boolean enabled, int most, int atOnce, Duration timeout, PayloadLimits payload, int maxAnswerBytes) {

    public DirectSettings {
        if (most < 1) {
            throw new IllegalArgumentException("limpid.direct.most must be at least 1, got " + most);
        }
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("limpid.direct.timeout must be at least 1 ms, got " + timeout);
        }
    }

    public static DirectSettings of(StreamConfig config) {
        return new DirectSettings(
                config.direct().enabled(),
                config.direct().most(),
                config.direct().atOnce(),
                config.direct().timeout(),
                new PayloadLimits(config.maxBytes(), config.maxPixels()),
                config.maxAnswerBytes());
    }

    /** A call waits half its time at most, so that it can be told so. */
    public Turns turns() {
        return new Turns(atOnce, timeout.dividedBy(2));
    }
}
