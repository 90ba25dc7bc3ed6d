package io.limpid.inference;

import static java.util.Objects.requireNonNull;

/**
 * How models are run.
 *
 * @param provider where
 * @param intraOpThreads threads of one inference, at least 1
 * @param maxBatch images that run through a model at once, at least 1
 */
public record SessionSettings(Provider provider, int intraOpThreads, int maxBatch) {
    public SessionSettings {
        requireNonNull(provider, "provider");
        if (intraOpThreads < 1 || maxBatch < 1) {
            throw new IllegalArgumentException("threads and batch must be at least 1, got intraOpThreads="
                    + intraOpThreads + ", maxBatch=" + maxBatch);
        }
    }

    /** On the CPU, with one thread: for evaluations and tests. */
    public static SessionSettings cpu(int intraOpThreads) {
        return new SessionSettings(Provider.CPU, intraOpThreads, 64);
    }
}
