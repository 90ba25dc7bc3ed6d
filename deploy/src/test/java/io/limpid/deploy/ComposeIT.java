package io.limpid.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The README's commands for containers, where Docker and Compose are: built, started, used, scaled, taken down. */
class ComposeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int REPLICAS = 3;
    private static final List<String> SERVICES = List.of("trainer", "denoiser", "classifier", "studio");

    @Test
    void imagesStreamThroughContainersThatShareTheWork() throws Exception {
        Shell.assumeThatRuns("docker", "info");
        ComposeStack stack = new ComposeStack(compose());
        try (stack) {
            try {
                everyVariantIsWellFormed(stack);
                stack.ok("build");
                startAndAwaitModels(stack);
                containersMayDoLittle(stack);
                firstModelsServe(stack);
                theStudioShowsThem(stack);
                theDemoShowsWhatCameBack(stack);
                threeReplicasShareThePartitions(stack);
                theDemoShowsWhatCameBack(stack);
                thePagesMetricsAreMeasured(stack);
            } catch (Exception | AssertionError failure) {
                System.out.println(stack.logs());
                throw failure;
            }
        }
        assertThat(stack.leftOvers()).isEmpty();
    }

    /** Compose as Docker's plugin, else on its own. */
    private static List<String> compose() throws Exception {
        if (Shell.runs("docker", "compose", "version")) {
            return List.of("docker", "compose");
        }
        Shell.assumeThatRuns("docker-compose", "version");
        return List.of("docker-compose");
    }

    /** Those whose images come from elsewhere too. */
    private static void everyVariantIsWellFormed(ComposeStack stack) throws Exception {
        Shell.Ended all = stack.ok("--profile", "observability", "--profile", "tools", "--profile", "demo", "config");
        Shell.Ended gpu = stack.ok("-f", "docker-compose.yml", "-f", "docker-compose.gpu.yml", "config");

        assertThat(all.output()).contains("prom/prometheus", "grafana/grafana", "kafka-ui", "limpid/command");
        assertThat(gpu.output()).contains("nvidia/cuda:", "limpid/denoiser-gpu", "driver: nvidia");
    }

    private static void startAndAwaitModels(ComposeStack stack) throws Exception {
        long begin = System.nanoTime();
        stack.ok("up", "-d");
        for (String service : SERVICES) {
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> stack.isHealthy(service, 1));
        }
        System.out.println("compose: ready after " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin) + " s");
    }

    private static void containersMayDoLittle(ComposeStack stack) throws Exception {
        for (String service : SERVICES) {
            String container = stack.containers(service).get(0);
            assertThat(stack.inspect(
                            container,
                            "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}"
                                    + " {{.HostConfig.SecurityOpt}}"))
                    .isEqualTo("10001:10001 true [ALL] [no-new-privileges:true]");
            assertThat(stack.inspect(container, "{{.HostConfig.Memory}}")).isNotEqualTo("0");
        }
    }

    /** The denoiser and one classifier are enough to be ready; others may come later. */
    private static void firstModelsServe(ComposeStack stack) throws Exception {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                        stack.ok("run", "--rm", "-T", "limpid", "models").output())
                .contains("digits-head", "digits-classifier", "documents", "photo-grey", "live"));
    }

    /** Everyone on this machine may look, and those who sign in may change something. */
    private static void theStudioShowsThem(ComposeStack stack) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest.Builder retire = HttpRequest.newBuilder(stack.studio().resolve("/api/models/photo-grey/retire"))
                .POST(HttpRequest.BodyPublishers.noBody());

        HttpResponse<String> page =
                http.send(HttpRequest.newBuilder(stack.studio()).build(), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> stranger = http.send(retire.build(), HttpResponse.BodyHandlers.ofString());

        assertThat(page.body()).contains("<title>Limpid");
        assertThat(stranger.statusCode()).isEqualTo(401);
    }

    /** The command fails by itself where an image is lost, doubled or out of order. */
    private static void theDemoShowsWhatCameBack(ComposeStack stack) throws Exception {
        Shell.Ended demo = stack.ok("run", "--rm", "-T", "demo");

        assertThat(demo.output()).contains("<html", "data:image/png;base64,").doesNotContain("» ");
        assertThat(demo.output() + demo.error()).contains("PSNR, dB", "of 4000 images", "images/s");
        System.out.println(demo.error());
    }

    private static void threeReplicasShareThePartitions(ComposeStack stack) throws Exception {
        stack.ok("up", "-d", "--no-recreate", "--scale", "denoiser=" + REPLICAS);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrap()))) {
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(working(admin))
                    .hasSize(REPLICAS));
        }
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> stack.isHealthy("denoiser", REPLICAS));
    }

    /** The names of the members that have partitions. */
    private static Set<String> working(Admin admin) throws Exception {
        String group = "denoiser.images.noisy";
        ConsumerGroupDescription description = admin.describeConsumerGroups(List.of(group))
                .describedGroups()
                .get(group)
                .get();
        return description.members().stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .map(member -> member.groupInstanceId().orElseThrow())
                .collect(Collectors.toSet());
    }

    private static void thePagesMetricsAreMeasured(ComposeStack stack) throws Exception {
        publishNoImage(stack.bootstrap());
        // whichever replica had it, the first has had dead letters once its partition had one
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            String measured = stack.metrics("denoiser", 9081)
                    + stack.metrics("classifier", 9082)
                    + stack.metrics("trainer", 9083);
            Set<String> names = measured.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.replaceFirst("[{ ].*", ""))
                    .collect(Collectors.toSet());
            assertThat(names).containsAll(Monitoring.metrics());
        });
    }

    /** Into each partition one record that is no image. */
    private static void publishNoImage(String bootstrap) throws Exception {
        byte[] text = "no image".getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int partition = 0;
                    partition < producer.partitionsFor("images.noisy").size();
                    partition++) {
                producer.send(new ProducerRecord<>("images.noisy", partition, null, text))
                        .get();
            }
        }
    }
}
