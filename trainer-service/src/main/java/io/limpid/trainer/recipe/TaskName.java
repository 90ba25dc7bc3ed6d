package io.limpid.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a model does. */
public enum TaskName {
    @JsonProperty("denoise")
    DENOISE,
    @JsonProperty("classify-frame")
    CLASSIFY_FRAME,
    @JsonProperty("classify-latent")
    CLASSIFY_LATENT;

    /** As recipes and models spell it. */
    public String text() {
        return Values.yaml(this);
    }
}
