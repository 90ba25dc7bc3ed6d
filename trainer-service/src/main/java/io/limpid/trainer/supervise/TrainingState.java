package io.limpid.trainer.supervise;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How far a training has come. */
public enum TrainingState {
    @JsonProperty("queued")
    QUEUED,
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("finished")
    FINISHED,
    /** Ended on request, the best so far kept where there was one. */
    @JsonProperty("stopped")
    STOPPED,
    @JsonProperty("failed")
    FAILED,
    /** Its process, or this service, was killed; it may be taken up again. */
    @JsonProperty("interrupted")
    INTERRUPTED;

    public boolean isEnded() {
        return this != QUEUED && this != RUNNING;
    }

    /** As JSON and metrics spell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
