package io.limpid.studio;

import io.limpid.streaming.config.StreamConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** What the studio can be told. */
@ConfigMapping(prefix = "limpid")
public interface StudioConfig {
    /** Put in front of all topic names. Default: nothing. */
    Optional<String> topicPrefix();

    /** The largest image that is taken, in bytes. Default: 4 MiB, as the denoiser's. */
    @WithDefault("4194304")
    int maxBytes();

    /** The largest declared width × height that is decoded. Default: 2048 × 2048, as the denoiser's. */
    @WithDefault("4194304")
    long maxPixels();

    /** What topics are created like, where they don't exist. */
    StreamConfig.Topics topics();

    Studio studio();

    /** Of the page itself. */
    interface Studio {
        /** Pages that may be open at once; more are told to come later. Default: 32. */
        @WithDefault("32")
        int maxPages();

        /** Where people reach the brokers, for the commands that the page names. Default: where the studio does. */
        @WithDefault("${limpid.kafka.bootstrap.servers}")
        String publicBootstrap();

        /**
         * Who can sign in, and then change something: passwords by name. Without TLS in front they cross the network readable.
         * Default: nobody.
         */
        Map<String, String> users();

        /**
         * Whether this machine's own browser may change something where nobody can sign in. Default: yes; without it and without
         * users nothing can be changed.
         */
        @WithDefault("true")
        boolean trustLoopback();

        /** The denoiser's consumer group, for its lag. Default: what it calls itself, {@code denoiser.} and its topic. */
        Optional<String> denoiserGroup();

        /** The classifier's consumer group, for its lag. Default: what it calls itself, {@code classifier.} and its topic. */
        Optional<String> classifierGroup();
    }
}
