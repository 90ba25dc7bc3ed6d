package io.limpid.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the dashboard and the alert rules ask Prometheus for. */
final class Monitoring {
    private static final Pattern METRIC = Pattern.compile("\\b(?:limpid|jvm|process)_[a-z0-9_]+\\b");

    private static final Pattern JOB = Pattern.compile("\\bjob=~?\"([a-z|]+)\"");

    private Monitoring() {}

    static JsonNode dashboard() throws JsonProcessingException {
        Path file = Repository.DEPLOY.resolve("grafana/dashboards/limpid.json");
        return new ObjectMapper().readTree(Repository.text(file));
    }

    static JsonNode alerts() throws JsonProcessingException {
        Path file = Repository.DEPLOY.resolve("prometheus/alerts.yml");
        return new ObjectMapper(new YAMLFactory()).readTree(Repository.text(file));
    }

    /** All queries: of panels, of variables, of rules. */
    static List<String> queries() throws JsonProcessingException {
        List<String> queries = new ArrayList<>();
        dashboard().findValues("expr").forEach(query -> queries.add(query.asText()));
        alerts().findValues("expr").forEach(query -> queries.add(query.asText()));
        return queries;
    }

    /** The names of the metrics in all queries. */
    static Set<String> metrics() throws JsonProcessingException {
        return queries().stream()
                .flatMap(query -> METRIC.matcher(query).results())
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The jobs that queries name. */
    static Set<String> jobs() throws JsonProcessingException {
        return queries().stream()
                .flatMap(query -> JOB.matcher(query).results())
                .flatMap(found -> Stream.of(found.group(1).split("\\|")))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
