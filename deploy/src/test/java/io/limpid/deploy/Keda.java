package io.limpid.deploy;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What KEDA 2 takes, as far as it is used here; there is no library that has it for Java. */
final class Keda {
    /** What KEDA's trigger for Kafka reads; it takes any names and passes over those it does not know. */
    private static final Set<String> KAFKA = Set.of(
            "bootstrapServers",
            "consumerGroup",
            "topic",
            "lagThreshold",
            "activationLagThreshold",
            "offsetResetPolicy",
            "allowIdleConsumers",
            "limitToPartitionsWithLag",
            "excludePersistentLag",
            "version",
            "sasl",
            "tls");

    private Keda() {}

    record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {}

    record Spec(
            Target scaleTargetRef,
            int minReplicaCount,
            int maxReplicaCount,
            int pollingInterval,
            int cooldownPeriod,
            Advanced advanced,
            List<Trigger> triggers) {}

    record Target(String apiVersion, String kind, String name) {}

    record Advanced(Scaler horizontalPodAutoscalerConfig) {}

    record Scaler(HorizontalPodAutoscalerBehavior behavior) {}

    record Trigger(String type, Map<String, String> metadata, Reference authenticationRef) {
        @JsonCreator
        Trigger {
            if (!type.equals("kafka") || !KAFKA.containsAll(metadata.keySet())) {
                throw new IllegalArgumentException(
                        "expected type kafka with " + KAFKA + ", found " + type + " with " + metadata.keySet());
            }
        }
    }

    record Reference(String name) {}

    record TriggerAuthentication(String apiVersion, String kind, ObjectMeta metadata, Secrets spec) {}

    record Secrets(List<Parameter> secretTargetRef) {}

    record Parameter(String parameter, String name, String key) {}
}
