package io.limpid.trainer.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** What the trainer service can be told. */
@ConfigMapping(prefix = "limpid")
public interface TrainerConfig {
    /** Put in front of all topic names. Default: nothing. */
    Optional<String> topicPrefix();

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

    /** The runs, and where they are served. */
    interface Trainer {
        /** The folder of the training runs. Default: runs, in the working directory. */
        @WithDefault("runs")
        Path runsDir();

        /** This service's address as the denoisers and classifiers reach it; it goes out with every published model. */
        @WithName("public-url")
        @WithDefault("http://localhost:${quarkus.http.port}")
        URI publicUrl();
    }
}
