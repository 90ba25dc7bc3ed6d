package io.limpid.studio;

import io.limpid.contracts.stream.Topics;
import io.limpid.fixtures.TemporaryBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A real broker for the studio as it is deployed. */
public final class RealBroker implements QuarkusTestResourceLifecycleManager {
    static final Topics TOPICS = new Topics("studio.");
    static final int MAX_BYTES = 100_000;

    private TemporaryBroker broker;

    @Override
    public Map<String, String> start() {
        broker = TemporaryBroker.start();
        return Map.of(
                "limpid.kafka.bootstrap.servers",
                broker.bootstrap(),
                "limpid.topic-prefix",
                TOPICS.prefix(),
                "limpid.max-bytes",
                Integer.toString(MAX_BYTES),
                "limpid.studio.max-pages",
                "2",
                "quarkus.http.test-port",
                "0",
                "quarkus.management.test-port",
                "0");
    }

    @Override
    public void stop() {
        broker.close();
    }
}
