package io.limpid.load.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * Something that befalls the broker or a service.
 *
 * @param at seconds after the first image is due
 * @param kind what
 * @param target {@code broker}, {@code denoiser}, {@code classifier}, or one of several: {@code denoiser-2}
 * @param seconds how long it lasts
 * @param millis of a delay; else 0
 */
public record Fault(double at, FaultKind kind, String target, double seconds, int millis) {
    private static final String TARGET = "broker|(denoiser|classifier)(-[1-9])?";
    private static final double LONGEST_SECONDS = 3600;
    private static final int LONGEST_MILLIS = 60_000;

    public Fault {
        require(at >= 0, "a second of at least 0 in 'at'", at);
        requireTarget(kind, target);
        require(seconds >= 0 && seconds <= LONGEST_SECONDS, "seconds of 0 to 3600", seconds);
        boolean delays = kind == FaultKind.DELAY;
        require(!delays || millis > 0 && millis <= LONGEST_MILLIS, "millis of 1 to 60000 for a delay", millis);
        require(delays || millis == 0, "millis for a delay only", millis);
    }

    @JsonCreator
    static Fault read(
            @Nullable Double at,
            @Nullable FaultKind kind,
            @Nullable String target,
            @Nullable Double seconds,
            @Nullable Integer millis) {
        require(at != null && kind != null && target != null, "at, kind and target", "at " + at + ", kind " + kind);
        return new Fault(
                at == null ? 0 : at,
                kind == null ? FaultKind.KILL : kind,
                target == null ? "" : target,
                seconds == null ? 1 : seconds,
                millis == null ? 0 : millis);
    }

    static void requireTarget(FaultKind kind, String target) {
        require(target.matches(TARGET), "a target broker, denoiser, classifier or denoiser-2", target);
        boolean isOfServices = kind.isOfTheNetwork() || kind == FaultKind.FILL;
        require(!(isOfServices && target.equals("broker")), "a service as the target of " + kind.word(), target);
    }

    static void require(boolean holds, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException("faults: expected " + expected + ", found " + found);
        }
    }

    /** The name of the one that it befalls: without a number, the first. */
    public String node() {
        return target.equals("broker") || target.contains("-") ? target : target + "-1";
    }

    /** When it is over, in seconds after the first image is due. */
    public double end() {
        return at + seconds;
    }

    Fault moved(double time) {
        return new Fault(at * time, kind, target, seconds, millis);
    }

    @Override
    public String toString() {
        return kind.word() + " " + target + (millis > 0 ? " by " + millis + " ms" : "");
    }
}
