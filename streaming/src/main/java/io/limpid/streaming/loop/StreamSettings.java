package io.limpid.streaming.loop;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.stream.ServiceIdentity;
import java.time.Duration;
import java.util.Map;

/**
 * How one replica of a service streams.
 *
 * @param service with the source topic its name is the consumer group, where {@code kafka} names no other as group.id
 * @param instance this replica's name, the same after a restart and different from every other replica's
 * @param route from which topic to which
 * @param delivery what a crash may do
 * @param maxPollRecords the largest batch
 * @param sessionTimeout after this long without a sign of life the replica's partitions go to others
 * @param kafka properties of all clients: bootstrap.servers and what security asks for
 */
public record StreamSettings(
        ServiceIdentity service,
        String instance,
        StreamRoute route,
        Delivery delivery,
        int maxPollRecords,
        Duration sessionTimeout,
        Map<String, Object> kafka) {
    public StreamSettings {
        requireNonNull(service, "service");
        requireNonNull(route, "route");
        requireNonNull(delivery, "delivery");
        requireNonNull(sessionTimeout, "sessionTimeout");
        kafka = Map.copyOf(kafka);
        if (instance.isBlank()) {
            throw new IllegalArgumentException("limpid.instance is empty; give each replica a name of its own");
        }
        if (maxPollRecords < 1) {
            throw new IllegalArgumentException("limpid.max-poll-records must be at least 1, got " + maxPollRecords);
        }
    }

    /** Batches of one record, to find the one that the memory has no room for. */
    StreamSettings oneByOne() {
        return new StreamSettings(service, instance, route, delivery, 1, sessionTimeout, kafka);
    }

    String memberName() {
        return service.name() + "-" + instance;
    }
}
