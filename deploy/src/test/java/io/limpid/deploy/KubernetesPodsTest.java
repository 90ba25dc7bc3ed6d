package io.limpid.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pods of deploy/kubernetes: what they may do, where they are asked, whom they reach. */
class KubernetesPodsTest {
    private static final String NAME = "app.kubernetes.io/name";

    private static <T> T one(List<T> all, Function<T, String> name, String wanted) {
        return all.stream()
                .filter(candidate -> name.apply(candidate).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected " + wanted + " among " + all));
    }

    private static <T extends HasMetadata> T resource(Class<T> kind, String name) throws IOException {
        return one(
                Manifests.resources(kind, Manifests.BASE, Manifests.FIRST_MODELS),
                resource -> resource.getMetadata().getName(),
                name);
    }

    private static PodTemplateSpec pod(String name) throws IOException {
        return Manifests.pods().get(name);
    }

    private static EnvVar variable(Container container, String name) {
        return one(container.getEnv(), EnvVar::getName, name);
    }

    @Test
    void podsMayDoLittle() throws IOException {
        assertThat(Manifests.pods()).containsOnlyKeys("denoiser", "classifier", "trainer", "studio", "models");
        Manifests.pods().forEach((name, pod) -> {
            PodSpec spec = pod.getSpec();
            assertThat(pod.getMetadata().getLabels())
                    .containsEntry(NAME, name)
                    .containsEntry("app.kubernetes.io/part-of", "limpid");
            assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(spec.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(spec.getAutomountServiceAccountToken()).isFalse();
            // else the Service limpid-kafka-bootstrap would become settings of Kafka's clients
            assertThat(spec.getEnableServiceLinks()).isFalse();
            assertThat(Manifests.containers(pod)).isNotEmpty().allSatisfy(container -> {
                assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                        .isTrue();
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                        .isFalse();
                assertThat(container.getSecurityContext().getCapabilities().getDrop())
                        .containsExactly("ALL");
                assertThat(container.getResources().getLimits()).containsKey("memory");
            });
        });
    }

    @ParameterizedTest
    @CsvSource({"denoiser, 8081", "classifier, 8082", "trainer, 8083", "studio, 8085"})
    void servicesAreAskedAtTheRightPorts(String name, int port) throws IOException {
        Container container = pod(name).getSpec().getContainers().get(0);

        assertThat(container.getPorts())
                .extracting(ContainerPort::getName, ContainerPort::getContainerPort)
                .containsExactly(tuple("http", port), tuple("management", port + 1000));
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
        assertThat(resource(Service.class, name).getSpec().getPorts())
                .extracting(one -> one.getPort(), one -> one.getTargetPort().getStrVal())
                .containsExactly(tuple(port, "http"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"denoiser", "classifier", "trainer"})
    void aReplicaIsCalledAsItsPodIs(String name) throws IOException {
        EnvVar instance = variable(pod(name).getSpec().getContainers().get(0), "LIMPID_INSTANCE");

        assertThat(instance.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("metadata.name");
    }

    /** Each apply would set back what KEDA has decided. */
    @Test
    void replicasAreCountedByOneAlone() throws IOException {
        Set<String> scaled = Manifests.resources(Keda.ScaledObject.class, Manifests.BASE).stream()
                .map(one -> one.spec().scaleTargetRef().name())
                .collect(Collectors.toSet());

        assertThat(scaled).containsExactlyInAnyOrder("denoiser", "classifier");
        for (StatefulSet set : Manifests.resources(StatefulSet.class, Manifests.BASE, Manifests.FIRST_MODELS)) {
            String name = set.getMetadata().getName();
            assertThat(set.getSpec().getReplicas()).as(name).isEqualTo(scaled.contains(name) ? null : (Integer) 1);
        }
        assertThat(resource(Deployment.class, "studio").getSpec().getReplicas()).isEqualTo(1);
    }

    @Test
    void aStatefulSetNamesItsPodsByAHeadlessService() throws IOException {
        for (StatefulSet set : Manifests.resources(StatefulSet.class, Manifests.BASE, Manifests.FIRST_MODELS)) {
            Service headless = resource(Service.class, set.getSpec().getServiceName());
            assertThat(headless.getSpec().getClusterIP()).isEqualTo("None");
            assertThat(headless.getSpec().getSelector())
                    .isEqualTo(set.getSpec().getSelector().getMatchLabels());
        }
    }

    @Test
    void everyPodReachesKafkaAndNothingMoreThanItNeeds() throws IOException {
        assertThat(resource(NetworkPolicy.class, "limpid")
                        .getSpec()
                        .getPodSelector()
                        .getMatchLabels())
                .isEqualTo(Map.of("app.kubernetes.io/part-of", "limpid"));
        Map<String, Set<String>> models = Map.of(
                "denoiser", Set.of("trainer 8083", "models 8080"), "classifier", Set.of("trainer 8083", "models 8080"));
        for (String name : Manifests.pods().keySet()) {
            NetworkPolicySpec policy = resource(NetworkPolicy.class, name).getSpec();
            assertThat(policy.getPodSelector().getMatchLabels()).isEqualTo(Map.of(NAME, name));
            assertThat(policy.getPolicyTypes()).containsExactly("Ingress", "Egress");
            Set<String> out = policy.getEgress().stream()
                    .flatMap(rule -> ends(rule.getTo(), rule.getPorts()))
                    .collect(Collectors.toSet());
            assertThat(out)
                    .as(name)
                    .isEqualTo(Stream.concat(
                                    Stream.of("Kafka 9093", "kube-system 53"),
                                    models.getOrDefault(name, Set.of()).stream())
                            .collect(Collectors.toSet()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "models,     denoiser 8080 | classifier 8080",
        "studio,     studio-client 8085 | monitoring 9085",
        "denoiser,   denoiser-client 8081 | monitoring 9081",
        "classifier, classifier-client 8082 | monitoring 9082",
        "trainer,    trainer-client 8083 | denoiser 8083 | classifier 8083 | monitoring 9083"
    })
    void podsLetInThoseWhoAskThem(String name, String expected) throws IOException {
        Stream<String> in = resource(NetworkPolicy.class, name).getSpec().getIngress().stream()
                .flatMap(rule -> ends(rule.getFrom(), rule.getPorts()));

        assertThat(in).containsExactlyInAnyOrder(expected.split(" \\| "));
    }

    /** Such as {@code trainer 8083}: what a label says that decides, and the port. */
    private static Stream<String> ends(List<NetworkPolicyPeer> peers, List<NetworkPolicyPort> ports) {
        return peers.stream().flatMap(peer -> ports.stream()
                .map(port -> name(peer) + " " + port.getPort().getIntVal()));
    }

    private static String name(NetworkPolicyPeer peer) {
        if (peer.getPodSelector() == null) {
            return peer.getNamespaceSelector().getMatchLabels().get("kubernetes.io/metadata.name");
        }
        Map<String, String> labels = peer.getPodSelector().getMatchLabels();
        return Stream.of(labels.get(NAME), labels.get("strimzi.io/kind"))
                .filter(label -> label != null)
                .findFirst()
                .orElseGet(() -> labels.keySet().iterator().next().replace("limpid.io/", ""));
    }

    /** A test of the command runs these arguments with these properties; this is about what surrounds them. */
    @Test
    void theFirstModelsAreServedWhereTheyArePublishedToBe() throws IOException {
        PodSpec pod = pod("models").getSpec();
        Container publish = pod.getInitContainers().get(0);
        Container serve = pod.getContainers().get(0);
        URI address = URI.create(argument(publish, "--uri="));

        assertThat(resource(Service.class, address.getHost()).getSpec().getPorts())
                .extracting(port -> port.getPort())
                .containsExactly(address.getPort());
        assertThat(serve.getPorts()).extracting(ContainerPort::getContainerPort).containsExactly(address.getPort());
        assertThat(serve.getCommand()).containsSequence("-d", "/models").contains(String.valueOf(address.getPort()));
        assertThat(argument(publish, "--keep="))
                .isEqualTo("/models" + address.getPath().replaceFirst("/$", ""));
        assertThat(Stream.of(publish, serve))
                .allSatisfy(one -> assertThat(one(one.getVolumeMounts(), VolumeMount::getName, "models")
                                .getMountPath())
                        .isEqualTo("/models"));
        assertThat(publish.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .contains("/etc/limpid/trust", "/etc/limpid/user", "/etc/limpid/kafka");
    }

    private static String argument(Container container, String option) {
        return container.getArgs().stream()
                .filter(argument -> argument.startsWith(option))
                .map(argument -> argument.substring(option.length()))
                .findFirst()
                .orElseThrow();
    }

    /** The trainer reaches no mirror, so what it is to train on lies in a volume of its own. */
    @Test
    void theTrainersDataLiesInAVolume() throws IOException {
        Container trainer = pod("trainer").getSpec().getContainers().get(0);

        assertThat(one(trainer.getVolumeMounts(), VolumeMount::getName, "data").getMountPath())
                .isEqualTo(variable(trainer, "LIMPID_DATA").getValue());
        assertThat(resource(StatefulSet.class, "trainer").getSpec().getVolumeClaimTemplates())
                .extracting(claim -> claim.getMetadata().getName())
                .containsExactlyInAnyOrder("state", "data");
    }

    /** As in Compose, but with a password that is nobody else's. */
    @Test
    void whoSignsInAtTheStudioIsASecret() throws IOException {
        Container studio = pod("studio").getSpec().getContainers().get(0);

        assertThat(variable(studio, "LIMPID_STUDIO_USERS_LIMPID").getValueFrom().getSecretKeyRef())
                .extracting(secret -> secret.getName(), secret -> secret.getKey())
                .containsExactly("studio-sign-in", "password");
    }
}
