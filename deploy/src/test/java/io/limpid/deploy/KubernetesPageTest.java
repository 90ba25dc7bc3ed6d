package io.limpid.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/kubernetes.md shows fits what lies in deploy/kubernetes. What needs a registry or a cluster is not run. */
class KubernetesPageTest {
    private static final String PAGE = Repository.text(Repository.ROOT.resolve("docs/kubernetes.md"));

    @TempDir
    Path folder;

    private static String block(String language, String containing) {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(PAGE)
                .results()
                .map(found -> found.group(1))
                .filter(found -> found.contains(containing))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> used() throws IOException {
        return Manifests.pods().values().stream()
                .flatMap(pod -> Manifests.containers(pod).stream())
                .map(Container::getImage)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void allImagesArePushedAndNamed() throws IOException {
        JsonNode kustomization = new YAMLMapper().readTree(block("yaml", "kind: Kustomization"));
        String pushed = Pattern.compile("for image in ([a-z ]+);")
                .matcher(block("sh", "docker push"))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();

        assertThat(kustomization.path("images").findValuesAsText("name")).containsExactlyInAnyOrderElementsOf(used());
        assertThat(List.of(pushed.split(" ")))
                .extracting(image -> "limpid/" + image)
                .containsExactlyInAnyOrderElementsOf(used());
    }

    /** Where kubectl is, which has Kustomize in it. */
    @Test
    void aFolderOfOnesOwnNamesAllImages() throws Exception {
        Shell.assumeThatRuns("kubectl", "version", "--client");
        // Kustomize takes other folders by relative paths only
        Path own = Files.createDirectory(folder.toRealPath().resolve("own"));
        Files.writeString(
                own.resolve("kustomization.yaml"),
                block("yaml", "kind: Kustomization")
                        .replace(
                                "../limpid",
                                own.relativize(Repository.ROOT.toRealPath()).toString()));
        Path rendered = folder.resolve("rendered.yaml");
        Shell.Ended ended = new Shell(own, Map.of()).run("kubectl", "kustomize", ".", "-o", rendered.toString());

        assertThat(ended.exitCode()).as(ended.error()).isZero();
        assertThat(StrictYaml.documents(rendered).stream()
                        .flatMap(document -> document.findValuesAsText("image").stream()))
                .isNotEmpty()
                .allSatisfy(image -> assertThat(image).matches("registry\\.example/limpid/[a-z]+:0\\.1\\.0"));
    }

    @Test
    void theAlertsBecomeARuleOfThePrometheusOperator() throws Exception {
        String command = block("sh", "PrometheusRule");
        String made = command.substring(command.indexOf('('), command.indexOf(" | kubectl"));
        Shell.Ended ended = new Shell(Repository.ROOT, Map.of()).run("bash", "-euo", "pipefail", "-c", made);

        assertThat(ended.exitCode()).as(ended.error()).isZero();
        PrometheusRule rule = (PrometheusRule) StrictYaml.parse(ended.output());
        assertThat(rule.getSpec().getGroups().get(0).getRules())
                .hasSameSizeAs(Monitoring.alerts().findValues("expr"))
                .allSatisfy(alert -> assertThat(alert.getAlert()).startsWith("Limpid"));
    }

    @Test
    void theSecretIsTheOneThatTheStudioReads() throws IOException {
        assertThat(block("sh", "create secret")).contains("studio-sign-in --from-literal=password=");
        assertThat(Repository.text(Manifests.BASE.resolve("studio.yaml")))
                .contains("name: studio-sign-in\n                  key: password");
    }
}
