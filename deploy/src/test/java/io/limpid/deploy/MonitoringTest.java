package io.limpid.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard and the alert rules ask for what the services measure; ComposeIT looks at what running services say. */
class MonitoringTest {
    private static final Pattern BUILT =
            Pattern.compile("(?:Counter|Timer|Gauge|Summary)\\s*\\.builder\\(\\s*\"(limpid\\.[a-z.]+)\"");
    private static final List<String> SHOWN = List.of(
            "limpid_records_answered_total",
            "limpid_batch_records",
            "limpid_stage_time_seconds_sum",
            "limpid_record_latency_seconds",
            "limpid_consumer_lag",
            "limpid_records_dead_total",
            "limpid_model_version",
            "limpid_provider",
            "limpid_drift_score");

    @Test
    void everyMetricIsMeasuredSomewhere() throws Exception {
        String sources = sources();

        assertThat(Monitoring.metrics()).hasSizeGreaterThan(10);
        assertThat(Monitoring.metrics().stream().filter(name -> name.startsWith("limpid_")))
                .allSatisfy(name -> assertThat(sources).contains('"' + meter(name) + '"'));
    }

    /** {@code docs/metrics.md} names all that is measured; of names that are put together, their beginning. */
    @Test
    void thePageNamesEveryMetric() throws Exception {
        String page = Repository.text(Repository.ROOT.resolve("docs/metrics.md"));
        List<String> measured = BUILT.matcher(sources())
                .results()
                .map(name -> name.group(1))
                .distinct()
                .toList();

        assertThat(measured).hasSizeGreaterThan(20);
        assertThat(measured).allSatisfy(name -> assertThat(page).contains('`' + name));
    }

    @Test
    void theDashboardShowsWhatMatters() throws Exception {
        assertThat(Monitoring.metrics()).containsAll(SHOWN);
    }

    @Test
    void panelsHaveNumbersTitlesAndPlacesOfTheirOwn() throws Exception {
        Set<String> places = new HashSet<>();
        for (JsonNode panel : Monitoring.dashboard().path("panels")) {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("prometheus");
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
            assertThat(places.add(place.path("x") + "," + place.path("y"))).isTrue();
            assertThat(places.add("id " + panel.path("id"))).isTrue();
        }
        assertThat(places).hasSizeGreaterThan(20);
    }

    @Test
    void everyAlertSaysWhatItMeansAndWhatToDo() throws Exception {
        JsonNode rules = Monitoring.alerts().path("groups").path(0).path("rules");

        assertThat(rules).hasSizeGreaterThan(5).allSatisfy(rule -> {
            assertThat(rule.path("alert").asText()).startsWith("Limpid");
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning", "info");
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            assertThat(rule.at("/annotations/description").asText()).isNotBlank();
        });
    }

    /** Jobs are called the same by Compose's Prometheus, by the Prometheus Operator, and in queries. */
    @Test
    void everyServiceIsScrapedUnderTheNameThatIsAskedFor() throws Exception {
        Set<String> composed = Set.copyOf(StrictYaml.documents(Repository.DEPLOY.resolve("prometheus/prometheus.yml"))
                .get(0)
                .findValuesAsText("job_name"));
        PodMonitor monitor = Manifests.resources(PodMonitor.class, Manifests.FOLDER.resolve("monitoring"))
                .get(0);
        String label = monitor.getSpec().getJobLabel();
        String port = monitor.getSpec().getPodMetricsEndpoints().get(0).getPort();
        Map<String, String> selected = monitor.getSpec().getSelector().getMatchLabels();
        Set<String> scraped = Manifests.pods().values().stream()
                .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(selected.entrySet()))
                .filter(pod -> Manifests.containers(pod).stream()
                        .flatMap(container -> container.getPorts().stream())
                        .anyMatch(one -> port.equals(one.getName())))
                .map(pod -> pod.getMetadata().getLabels().get(label))
                .collect(Collectors.toSet());

        assertThat(monitor.getSpec().getPodMetricsEndpoints().get(0).getPath()).isEqualTo("/q/metrics");
        assertThat(scraped)
                .isEqualTo(composed)
                .containsExactlyInAnyOrder("denoiser", "classifier", "trainer", "studio");
        assertThat(Monitoring.jobs()).isNotEmpty().isSubsetOf(scraped);
    }

    /** The meter behind a name that Prometheus sees: units and what is counted of it are behind its name. */
    private static String meter(String metric) {
        return metric.replaceFirst("(_seconds)?(_total|_sum|_count|_max|_bucket)?$", "")
                .replace('_', '.');
    }

    private static String sources() throws Exception {
        try (Stream<Path> modules = Files.list(Repository.ROOT)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(folder -> Repository.files(folder, ".java").stream())
                    .map(Repository::text)
                    .collect(Collectors.joining());
        }
    }
}
