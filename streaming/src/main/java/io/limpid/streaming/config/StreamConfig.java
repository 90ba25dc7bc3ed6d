package io.limpid.streaming.config;

import io.limpid.streaming.loop.Delivery;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What both services of the stream can be told, under the prefix {@code limpid}. */
public interface StreamConfig {
    /** Put in front of all topic names. Default: nothing. */
    Optional<String> topicPrefix();

    /**
     * This replica's name: the same after a restart, different from every other replica's. A restart under the same name takes
     * its partitions back at once and ends the transaction it left open. Default: the host's name, else "local".
     */
    @WithDefault("${HOSTNAME:local}")
    String instance();

    /** exactly-once or at-least-once, which answers some milliseconds earlier. Default: exactly-once. */
    @WithDefault("exactly-once")
    Delivery delivery();

    /** The most records of a poll; more means fewer commits under load. Default: 1024. */
    @WithDefault("1024")
    int maxPollRecords();

    /**
     * How long a small batch that was fetched while the last one was under way may wait for what has come since; at most a second, 0 for
     * not at all. Default: 2 milliseconds.
     */
    @WithDefault("2ms")
    Duration linger();

    /** After this long without a sign of life a replica's partitions go to others. Default: 10 seconds. */
    @WithDefault("10s")
    Duration sessionTimeout();

    /** Where verified models are kept between starts. Default: the user's cache folder. */
    @WithDefault("${user.home}/.cache/limpid/models")
    Path modelCache();

    /** The largest model file that is fetched, in bytes. Default: 256 MiB. */
    @WithDefault("268435456")
    long maxModelBytes();

    /**
     * An Ed25519 public key as a line of Base64, as {@code ./limpid models key} prints it: models without a signature by it are
     * refused. Default: none, signatures aren't looked at.
     */
    Optional<String> modelKey();

    /**
     * Whether a new model runs in a process of its own first, which costs a second or two, once a model. Default: yes; without it, a
     * graph that crashes ONNX Runtime takes the service with it.
     */
    @WithDefault("true")
    boolean smokeRun();

    /** auto, cpu, cuda or tensorrt: where models run. Default: auto, that is CUDA when it loads, else the CPU. */
    @WithDefault("auto")
    String provider();

    /** Threads that run a model, see {@code SessionSettings}. Default: 0, that is one for each core, at most four. */
    @WithDefault("0")
    int inferenceThreads();

    /** How many images run through a model at once. Default: 0, that is 64 on a CPU, which gains nothing by more, and 512 on a GPU. */
    @WithDefault("0")
    int maxBatch();

    /** Images of more pixels than a square of this side run in tiles that overlap, where a model takes any size. Default: 512. */
    @WithDefault("512")
    int tileSide();

    /** The largest value that is read from an image topic, in bytes. Default: 4 MiB. */
    @WithDefault("4194304")
    int maxBytes();

    /** The largest declared width × height that is decoded. Default: 2048 × 2048. */
    @WithDefault("4194304")
    long maxPixels();

    /** The largest answer that is sent, in bytes; larger ones become dead letters. Default: 15 MiB. */
    @WithDefault("15728640")
    int maxAnswerBytes();

    Direct direct();

    /** Calls by HTTP, beside the stream and with the same models. */
    interface Direct {
        /** Whether they are answered. Default: yes. */
        @WithDefault("true")
        boolean enabled();

        /**
         * How many may be inside at once, working or waiting or being read or written, with their bodies and answers in memory;
         * more are told to come later. Default: 8.
         */
        @WithDefault("8")
        int most();

        /** How many of these work at once; more take cores from the stream. Default: 1. */
        @WithDefault("1")
        int atOnce();

        /** After this long, from its headers to the end of its answer, a call is cut off. Default: 60 seconds. */
        @WithDefault("60s")
        Duration timeout();
    }

    Topics topics();

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
}
