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
 * @param maxPollRecords the most records of a poll; a batch that waited for more has up to half as many again
 * @param linger how long a small batch may wait for more, 0 to a second
 * @param sessionTimeout after this long without a sign of life the replica's partitions go to others
 * @param kafka properties of all clients: bootstrap.servers and what security asks for
 */
public record StreamSettings(
        ServiceIdentity service,
        String instance,
        StreamRoute route,
        Delivery delivery,
        int maxPollRecords,
        Duration linger,
        Duration sessionTimeout,
        Map<String, Object> kafka) {
    private static final Duration LONGEST_LINGER = Duration.ofSeconds(1);

    public StreamSettings {
        requireNonNull(service, "service");
        requireNonNull(route, "route");
        requireNonNull(delivery, "delivery");
        requireNonNull(linger, "linger");
        requireNonNull(sessionTimeout, "sessionTimeout");
        kafka = Map.copyOf(kafka);
        if (instance.isBlank()) {
            throw new IllegalArgumentException("limpid.instance is empty; give each replica a name of its own");
        }
        if (maxPollRecords < 1) {
            throw new IllegalArgumentException("limpid.max-poll-records must be at least 1, got " + maxPollRecords);
        }
        if (linger.isNegative() || linger.compareTo(LONGEST_LINGER) > 0) {
            throw new IllegalArgumentException("limpid.linger must be 0 to " + LONGEST_LINGER.toMillis() + " ms, got "
                    + linger.toMillis() + " ms");
        }
    }

    /** Batches of one record, to find the one that the memory has no room for. */
    StreamSettings oneByOne() {
        return new StreamSettings(service, instance, route, delivery, 1, Duration.ZERO, sessionTimeout, kafka);
    }

    String memberName() {
        return service.name() + "-" + instance;
    }
}
