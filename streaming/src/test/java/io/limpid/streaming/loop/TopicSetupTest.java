package io.limpid.streaming.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.broker.LocalBroker;
import io.limpid.contracts.stream.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSetupTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Topics TOPICS = new Topics("x.");

    @TempDir
    Path folder;

    @Test
    void createsWhatIsMissingAndLeavesTheRestAsItIs() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            broker.createTopics(1, TOPICS.noisy());
            TopicSetup setup = new TopicSetup(3, (short) -1);

            setup.ensure(admin, TOPICS, TIMEOUT);
            setup.ensure(admin, TOPICS, TIMEOUT);

            assertThat(partitions(admin))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "x.images.noisy", 1,
                            "x.images.denoised", 3,
                            "x.images.labels", 3,
                            "x.images.noisy.dead", 3,
                            "x.images.denoised.dead", 3,
                            "x.models", 1,
                            "x.models.reports", 1,
                            "x.training", 1,
                            "x.training.requests", 1,
                            "x.training.requests.dead", 1));
            assertThat(config(admin, TOPICS.models(), "cleanup.policy")).isEqualTo("compact");
            assertThat(config(admin, TOPICS.modelReports(), "cleanup.policy")).isEqualTo("compact");
            assertThat(config(admin, TOPICS.labels(), "cleanup.policy")).isEqualTo("delete");
            assertThat(Long.parseLong(config(admin, TOPICS.noisyDead(), "max.message.bytes")))
                    .as("a dead letter is larger than its source by its headers")
                    .isGreaterThan(Long.parseLong(config(admin, TOPICS.denoised(), "max.message.bytes")));
            assertThat(Long.parseLong(config(admin, TOPICS.trainingRequestsDead(), "max.message.bytes")))
                    .isGreaterThan(Long.parseLong(config(admin, TOPICS.trainingRequests(), "max.message.bytes")));
        }
    }

    private static Map<String, Integer> partitions(Admin admin) throws Exception {
        Map<String, TopicDescription> described =
                admin.describeTopics(allTopics()).allTopicNames().get();
        return described.values().stream()
                .collect(java.util.stream.Collectors.toMap(
                        TopicDescription::name, topic -> topic.partitions().size()));
    }

    private static List<String> allTopics() {
        return Arrays.asList(
                TOPICS.noisy(),
                TOPICS.denoised(),
                TOPICS.labels(),
                TOPICS.noisyDead(),
                TOPICS.denoisedDead(),
                TOPICS.models(),
                TOPICS.modelReports(),
                TOPICS.training(),
                TOPICS.trainingRequests(),
                TOPICS.trainingRequestsDead());
    }

    private static String config(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(name)
                .value();
    }
}
