package io.limpid.streaming.models;

import java.util.Optional;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Learns, as a consumer's deserializer, which cluster the consumer reads from: no other client is needed, and no permission. */
final class ClusterIdReader extends ByteArrayDeserializer implements ClusterResourceListener {
    private volatile Optional<String> id = Optional.empty();

    @Override
    public void onUpdate(ClusterResource cluster) {
        id = Optional.ofNullable(cluster.clusterId());
    }

    /** Empty until the consumer has found a broker. */
    Optional<String> maybeId() {
        return id;
    }
}
