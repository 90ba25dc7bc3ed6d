package io.limpid.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A figure that the source of a system reports, to stand beside ours.
 *
 * @param system which row of the systems it is
 * @param figure the metric of ours it is compared with
 * @param value what the source says
 * @param better whether lower or higher is better
 * @param note the source's protocol, where it differs
 */
public record Reported(
        String system,
        @Required String figure,
        @Required double value,
        @Required Better better,
        String note) {
    /** Which way is better. */
    public enum Better {
        @JsonProperty("lower")
        LOWER,
        @JsonProperty("higher")
        HIGHER,
        /** Neither: it must be the same. */
        @JsonProperty("exactly")
        EXACTLY
    }

    public Reported {
        system = system == null ? "" : system;
        note = note == null ? "" : note;
        Values.required("reported.figure", figure);
        Values.required("reported.better", better);
    }

    /** Whether our figure is as good as the source's or better. */
    public boolean reachedBy(double ours) {
        return switch (better) {
            case LOWER -> ours <= value;
            case HIGHER -> ours >= value;
            case EXACTLY -> ours == value;
        };
    }
}
