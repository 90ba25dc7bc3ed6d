package io.limpid.quickstart.stream;

import io.limpid.quickstart.console.CommandFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Looks whether a broker is there and has the topics, before clients that would try for minutes. */
public final class BrokerDoor {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private BrokerDoor() {}

    /** @throws CommandFailure when no broker answers, or a topic is missing */
    public static void check(String bootstrap, Collection<String> topics) {
        Set<String> present = topicsOf(bootstrap);
        for (String topic : topics) {
            if (!present.contains(topic)) {
                throw CommandFailure.failed(
                        "the broker at " + bootstrap + " has no topic " + topic + ", so no denoiser has run there",
                        "start the services with ./limpid up, or check --bootstrap and --prefix");
            }
        }
    }

    private static Set<String> topicsOf(String bootstrap) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                bootstrap,
                "request.timeout.ms",
                (int) PATIENCE.toMillis(),
                "default.api.timeout.ms",
                (int) PATIENCE.toMillis());
        try (Admin admin = Admin.create(properties)) {
            return admin.listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (KafkaException | ExecutionException | TimeoutException failure) {
            throw CommandFailure.failed(
                    "no Kafka broker answers at " + bootstrap,
                    "start one with ./limpid up, or name another with --bootstrap host:port",
                    failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while looking for the broker at " + bootstrap, "");
        }
    }
}
