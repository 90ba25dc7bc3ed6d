package io.limpid.streaming.limit;

/**
 * What one key may send.
 *
 * @param perSecond records in the long run, above 0
 * @param burst records at once, at least 1
 * @param keys whose state is kept in memory, at least 1; of more, those that were longest unheard of begin anew
 */
public record RateLimit(double perSecond, int burst, int keys) {
    private static final double MICROS_IN_A_SECOND = 1e6;
    /** One record in ten years; slower is not a rate. */
    private static final double SLOWEST = 3e-9;

    public RateLimit {
        if (!(perSecond >= SLOWEST) || perSecond > MICROS_IN_A_SECOND || burst < 1 || keys < 1) {
            throw new IllegalArgumentException(
                    "expected limpid.rate-limit.per-second above 0 and at most a million, burst and keys of at least 1; got"
                            + " per-second=%s, burst=%d, keys=%d".formatted(perSecond, burst, keys));
        }
    }

    /** Between two records of an even stream. */
    long intervalMicros() {
        return Math.round(MICROS_IN_A_SECOND / perSecond);
    }

    /** How much earlier than in an even stream a record may come. */
    long toleranceMicros() {
        return Math.multiplyExact(burst - 1L, intervalMicros());
    }
}
