package io.limpid.denoiser;

import io.limpid.streaming.config.StreamConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What the denoiser can be told. */
@ConfigMapping(prefix = "limpid")
public interface DenoiserConfig extends StreamConfig {
    RateLimit rateLimit();

    /**
     * How many images of one key are taken; more become dead letters. By the records' timestamps, so a topic with
     * message.timestamp.type=LogAppendTime keeps senders from choosing them.
     */
    interface RateLimit {
        /** Images a second in the long run. Default: 0, that is any number. */
        @WithDefault("0")
        double perSecond();

        /** Images at once. Default: 0, that is as many as in a second, at least one. */
        @WithDefault("0")
        int burst();

        /** Keys that are remembered; those longest unheard of are forgotten, and begin anew. Default: 100,000, some 20 MB. */
        @WithDefault("100000")
        int keys();
    }

    /**
     * Denoisers' names that go before others where several take an image and none is asked for, the first before the second.
     * Default: none, the newest goes first.
     */
    Optional<List<String>> preferredModels();

    Drift drift();

    /** Whether the images still are what the models were trained on. */
    interface Drift {
        /** How many of the latest images are compared at once; fewer tell sooner, and of larger changes only. Default: 1024, at least 8. */
        @WithDefault("1024")
        int window();

        /**
         * The score from which on the images are said not to be those of the training; 1 is what a hundred of the training
         * images differ from the rest by chance, once in a hundred times. Default: 2.
         */
        @WithDefault("2")
        double threshold();
    }
}
