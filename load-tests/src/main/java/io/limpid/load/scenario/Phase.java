package io.limpid.load.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time with a rate of images, or a burst: images that are all due at once.
 *
 * @param name for people
 * @param seconds how long; 0 for a burst
 * @param rate images a second at its beginning
 * @param toRate images a second at its end; in between it rises or falls evenly
 * @param images of a burst; 0 for a stretch
 */
public record Phase(String name, double seconds, double rate, double toRate, int images) {
    private static final double FASTEST = 100_000;
    private static final double LONGEST_SECONDS = 7 * 24 * 3600;

    public Phase {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a phase needs a name");
        }
        boolean isBurst = images > 0;
        if (isBurst && (seconds != 0 || rate != 0 || toRate != 0)) {
            throw new IllegalArgumentException(
                    "phase " + name + ": a burst has images, and neither seconds nor a rate");
        }
        if (!isBurst && !(seconds > 0 && seconds <= LONGEST_SECONDS)) {
            throw new IllegalArgumentException(
                    "phase " + name + ": expected seconds above 0 and of at most a week, found " + seconds);
        }
        requireRate(name, rate);
        requireRate(name, toRate);
    }

    @JsonCreator
    static Phase read(
            @Nullable String name,
            @Nullable Double seconds,
            @Nullable Double rate,
            @Nullable Double toRate,
            @Nullable Integer images) {
        double first = rate == null ? 0 : rate;
        return new Phase(
                name == null ? "" : name,
                seconds == null ? 0 : seconds,
                first,
                toRate == null ? first : toRate,
                images == null ? 0 : images);
    }

    private static void requireRate(String name, double rate) {
        if (!(rate >= 0 && rate <= FASTEST)) {
            throw new IllegalArgumentException(
                    "phase " + name + ": expected a rate of 0 to " + (int) FASTEST + " images a second, found " + rate);
        }
    }

    /** How many images are due in it. */
    public double count() {
        return images > 0 ? images : seconds * (rate + toRate) / 2;
    }

    /** When its image {@code number}, counted from 0, is due: seconds after its beginning. */
    public double dueSecond(double number) {
        if (images > 0) {
            return 0;
        }
        double slope = (toRate - rate) / seconds;
        if (Math.abs(slope) < 1e-9) {
            return number / rate;
        }
        // of rate * t + slope * t² / 2 = number, the root that grows with the number
        double root = Math.sqrt(Math.max(0, rate * rate + 2 * slope * number));
        return 2 * number / (rate + root);
    }

    /** The same with all lengths and all rates multiplied. */
    Phase scaled(double time, double rates) {
        return images > 0
                ? new Phase(name, 0, 0, 0, Math.max(1, (int) Math.round(images * time * rates)))
                : new Phase(name, seconds * time, rate * rates, toRate * rates, 0);
    }
}
