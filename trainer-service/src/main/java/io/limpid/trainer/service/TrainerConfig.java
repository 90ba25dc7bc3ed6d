package io.limpid.trainer.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What the trainer service can be told. */
@ConfigMapping(prefix = "limpid")
public interface TrainerConfig {
    /** Put in front of all topic names. Default: nothing. */
    Optional<String> topicPrefix();

    /**
     * This trainer's name: the same after a restart, different from every other trainer's. A restart under the same name takes up
     * the requests topic at once. Default: the host's name, else "local".
     */
    @WithDefault("${HOSTNAME:local}")
    String instance();

    Topics topics();

    Trainer trainer();

    /** What topics are created like, where they don't exist. */
    interface Topics {
        /** Whether missing topics are created. Default: yes. */
        @WithDefault("true")
        boolean create();

        /** Of each image topic. Default: 4. */
        @WithDefault("4")
        int partitions();

        /** Copies of each topic. Default: -1, what the broker does by default. */
        @WithDefault("-1")
        short replication();
    }

    /** The runs, where they are served, and how trainings are run. */
    interface Trainer {
        /** The folder of the training runs. Default: runs, in the working directory. */
        @WithDefault("runs")
        Path runsDir();

        /** This service's address as the denoisers and classifiers reach it; it goes out with every published model. */
        @WithName("public-url")
        @WithDefault("http://localhost:${quarkus.http.port}")
        URI publicUrl();

        /**
         * A file with an Ed25519 private key in PEM, as {@code ./limpid models key} writes it: what is published is signed with it.
         * Default: none, nothing is signed.
         */
        Optional<Path> signingKey();

        /** The folder of the recipes that can be ordered by name. Default: recipes, in the working directory. */
        @WithDefault("recipes")
        Path recipesDir();

        /**
         * Whether trainings can be asked for by Kafka: whoever may write to training.requests can then have the cores for as long as
         * a training takes. Default: yes.
         */
        @WithDefault("true")
        boolean requests();

        /**
         * How many trainings may wait; further ones are refused by HTTP, and left in their topic by Kafka. Default: 20.
         */
        @WithDefault("20")
        int queue();

        /**
         * How many trainings that ended are remembered, and request ids with them: a request that comes again after so many others
         * is trained again. Default: 200.
         */
        @WithDefault("200")
        int history();

        /** How long a training that is asked to stop may take to keep the best so far. Default: one minute. */
        @WithDefault("60s")
        Duration stopGrace();

        /** The largest heap of a training's process, as -Xmx takes it. Default: 2g. */
        @WithDefault("2g")
        String childHeap();

        /** Where the engine unpacks its libraries, some 430 MB. Default: the user's cache folder. */
        @WithDefault("${user.home}/.cache/limpid/djl")
        Path nativeCache();

        /**
         * Whether orders may name folders of pictures on this machine. Default: no, since whoever may order could read them in the
         * reports; recipes of the recipes folder may all the same.
         */
        @WithDefault("false")
        boolean orderedFolders();

        /** How many readers of events may be connected. Default: 64. */
        @WithDefault("64")
        int readers();

        /** After this long without an event a reader gets a comment, so that the connection stays open. Default: 15 seconds. */
        @WithDefault("15s")
        Duration heartbeat();
    }
}
