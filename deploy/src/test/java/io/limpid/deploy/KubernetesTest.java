package io.limpid.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpid.broker.LocalBroker;
import io.limpid.contracts.stream.Topics;
import io.limpid.streaming.loop.TopicSetup;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What lies in deploy/kubernetes is what Kubernetes, Strimzi, KEDA and the Prometheus Operator take, with the topics and rights that are needed. */
class KubernetesTest {
    private static final List<String> USERS = List.of("denoiser", "classifier", "trainer", "studio", "models");

    @TempDir
    Path folder;

    @Test
    void everyResourceIsTakenAsItStands() throws IOException {
        for (String part : Manifests.PARTS) {
            assertThat(Manifests.resources(Object.class, Manifests.FOLDER.resolve(part)))
                    .as(part)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            apps/v1                   | StatefulSet  | {replica: 2}                                  | replica
            v1                        | Service      | {ports: [{targetport: http}]}                 | targetport
            networking.k8s.io/v1      | NetworkPolicy | {ingres: []}                                 | ingres
            kafka.strimzi.io/v1  | KafkaTopic   | {partition: 2}                                | partition
            kafka.strimzi.io/v1  | KafkaUser    | {authorization: {type: simple, acl: []}}      | acl
            keda.sh/v1alpha1          | ScaledObject | {minReplicas: 2}                              | minReplicas
            keda.sh/v1alpha1          | ScaledObject | {triggers: [{type: kafka, metadata: {lag: 1}}]} | lag
            monitoring.coreos.com/v1  | PodMonitor   | {podMetricsEndpoints: [{ports: management}]}  | ports
            monitoring.coreos.com/v1  | PrometheusRule | {groups: [{rules: [{expression: up}]}]}     | expression
            apps/v1                   | StatefulSets | {}                                            | StatefulSets
            """)
    void aMisspeltFieldIsNot(String version, String kind, String spec, String wrong) {
        String yaml = "{apiVersion: " + version + ", kind: " + kind + ", spec: " + spec + "}";

        assertThatThrownBy(() -> StrictYaml.parse(yaml)).hasMessageContaining(wrong);
    }

    @ParameterizedTest
    @FieldSource("io.limpid.deploy.Manifests#PARTS")
    void everyFileIsPartOfItsKustomization(String name) throws IOException {
        Path place = Manifests.FOLDER.resolve(name);
        JsonNode kustomization =
                StrictYaml.documents(place.resolve("kustomization.yaml")).get(0);
        Set<String> listed = new TreeSet<>();
        kustomization.path("resources").forEach(one -> listed.add(one.asText()));
        kustomization.path("patches").forEach(one -> listed.add(one.path("path").asText()));
        kustomization.path("configMapGenerator").forEach(one -> one.path("files")
                .forEach(file -> listed.add(file.asText())));
        listed.remove("../base");

        assertThat(listed)
                .isEqualTo(Manifests.files(place).stream()
                        .map(file -> file.getFileName().toString())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Where kubectl is, which has Kustomize in it. */
    @ParameterizedTest
    @FieldSource("io.limpid.deploy.Manifests#PARTS")
    void kustomizeRendersIt(String name) throws Exception {
        Shell.assumeThatRuns("kubectl", "version", "--client");
        Path rendered = folder.resolve("rendered.yaml");
        Shell.Ended ended =
                new Shell(Manifests.FOLDER, Map.of()).run("kubectl", "kustomize", name, "-o", rendered.toString());

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        List<JsonNode> documents = StrictYaml.documents(rendered);
        assertThat(documents).isNotEmpty();
        for (JsonNode document : documents) {
            StrictYaml.parse(document);
        }
    }

    /** The rights that docs/security.md lists, which a test of the services holds. */
    @Test
    void usersHaveTheRightsOfTheSecurityPage() throws IOException {
        Pattern row = Pattern.compile("\\| (\\w+) \\| (\\w+) \\| ([\\w-]+) \\| `([^`]+)` \\|.*");
        Set<String> documented = Repository.text(Repository.ROOT.resolve("docs/security.md"))
                .lines()
                .map(row::matcher)
                .filter(found -> found.matches())
                .map(found -> String.join(" ", found.group(1), found.group(2), found.group(3), found.group(4)))
                .collect(Collectors.toCollection(TreeSet::new));
        documented.add("denoiser Write topic models.reports");
        documented.add("classifier Write topic models.reports");

        Set<String> granted = new TreeSet<>();
        for (KafkaUser user : Manifests.resources(KafkaUser.class, Manifests.BASE, Manifests.FIRST_MODELS)) {
            if (USERS.contains(user.getMetadata().getName())) {
                for (AclRule rule :
                        ((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization()).getAcls()) {
                    granted.add(user.getMetadata().getName() + " " + Rights.text(rule));
                }
            }
        }

        assertThat(documented).hasSizeGreaterThan(20);
        assertThat(granted).isEqualTo(documented);
    }

    @Test
    void topicsAreWhatTheServicesWouldCreate() throws Exception {
        Map<String, Map<String, String>> declared = new TreeMap<>();
        for (KafkaTopic topic : Manifests.resources(KafkaTopic.class, Manifests.BASE)) {
            Map<String, String> config = new TreeMap<>();
            topic.getSpec().getConfig().forEach((name, value) -> config.put(name, value.toString()));
            config.remove("min.insync.replicas");
            declared.put(topic.getMetadata().getName(), config);
        }

        Map<String, Map<String, String>> created = new TreeMap<>();
        try (LocalBroker broker = LocalBroker.start(folder, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            new TopicSetup(1, (short) -1).ensure(admin, new Topics(""), Duration.ofSeconds(30));
            List<ConfigResource> asked = admin.listTopics().names().get().stream()
                    .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                    .toList();
            for (Map.Entry<ConfigResource, Config> found :
                    admin.describeConfigs(asked).all().get().entrySet()) {
                Map<String, String> own = new TreeMap<>();
                found.getValue().entries().stream()
                        .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                        .forEach(entry -> own.put(entry.name(), entry.value()));
                created.put(found.getKey().name(), own);
            }
        }

        assertThat(declared).isEqualTo(created);
    }

    @Test
    void replicasAreNeverMoreThanPartitions() throws IOException {
        Map<String, Integer> partitions = Manifests.resources(KafkaTopic.class, Manifests.BASE).stream()
                .collect(Collectors.toMap(topic -> topic.getMetadata().getName(), topic -> topic.getSpec()
                        .getPartitions()));

        assertThat(Manifests.resources(Keda.ScaledObject.class, Manifests.BASE))
                .hasSize(2)
                .allSatisfy(scaled -> {
                    String topic = scaled.spec().triggers().get(0).metadata().get("topic");
                    assertThat(scaled.spec().maxReplicaCount()).isEqualTo(partitions.get(topic));
                    assertThat(scaled.spec().triggers().get(0).metadata().get("consumerGroup"))
                            .isEqualTo(scaled.metadata().getName() + "." + topic);
                });
    }
}
