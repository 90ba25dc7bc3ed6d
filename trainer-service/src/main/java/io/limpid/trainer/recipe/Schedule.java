package io.limpid.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the learning rate changes over a training. */
public enum Schedule {
    @JsonProperty("constant")
    CONSTANT {
        @Override
        public double factor(double progress) {
            return 1;
        }
    },
    /** Half a cosine from 1 to 0 (Loshchilov and Hutter, 2017, without restarts). */
    @JsonProperty("cosine")
    COSINE {
        @Override
        public double factor(double progress) {
            return 0.5 * (1 + Math.cos(Math.PI * progress));
        }
    },
    /** Up from a tenth in the first fifth, then half a cosine down to 0, after Smith and Topin, 2018. */
    @JsonProperty("one-cycle")
    ONE_CYCLE {
        @Override
        public double factor(double progress) {
            return progress < WARM_UP
                    ? 0.1 + 0.9 * progress / WARM_UP
                    : COSINE.factor((progress - WARM_UP) / (1 - WARM_UP));
        }
    };

    private static final double WARM_UP = 0.2;

    /**
     * What the recipe's learning rate is multiplied by.
     *
     * @param progress of the whole training, in [0,1]
     */
    public abstract double factor(double progress);
}
