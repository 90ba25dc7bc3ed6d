package io.limpid.client;

import static java.util.Objects.requireNonNull;

/** Where a record lies; no two are in one place. */
public record RecordPlace(String topic, int partition, long offset) {
    public RecordPlace {
        requireNonNull(topic, "topic");
    }

    /** {@code topic-partition-offset}. */
    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset;
    }
}
