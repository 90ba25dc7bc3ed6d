package io.limpid.denoiser;

import io.limpid.streaming.config.StreamConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the denoiser can be told. */
@ConfigMapping(prefix = "limpid")
public interface DenoiserConfig extends StreamConfig {
    Drift drift();

    /** Whether the images still are what the models were trained on. */
    interface Drift {
        /** How many of the latest images are compared at once; fewer tell sooner, and only of larger changes. Default: 1024, at least 8. */
        @WithDefault("1024")
        int window();

        /**
         * The score from which on the images are said not to be those of the training; 1 is what one window in a hundred of the
         * training images has. Default: 2.
         */
        @WithDefault("2")
        double threshold();
    }
}
