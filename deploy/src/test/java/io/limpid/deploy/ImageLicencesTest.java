package io.limpid.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/licences.md} names every image that others make and that something here is built on or runs. */
class ImageLicencesTest {
    private static final String PAGE = Repository.text(Repository.ROOT.resolve("docs/licences.md"));
    private static final String OWN = "limpid/";
    /** With a tag that is a version, as no topic and no address has. */
    private static final String IN_CODE = "\\b((?:[a-z0-9.-]+/)+[a-z0-9._-]+:v?\\d[\\d.][\\w.-]*)";
    /** What is given to Testcontainers, with and without a tag. */
    private static final String CONTAINER = "(?:new \\w*Container(?:<>)?|DockerImageName\\.parse)\\(\"([^\"]+)\"";

    /** Rows of the tables, by their cells. */
    private static List<List<String>> rows(String heading) {
        String section = PAGE.split("(?m)^### " + heading + "$")[1].split("(?m)^#")[0];
        return section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static Set<String> listed(String heading) {
        return rows(heading).stream().map(row -> row.get(0).replace("`", "")).collect(Collectors.toSet());
    }

    private static Set<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static List<Path> dockerfiles() {
        return Repository.files(Repository.DEPLOY.resolve("docker"), "Dockerfile");
    }

    private static List<JsonNode> composeFiles() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        return List.of(
                yaml.readTree(Repository.text(Repository.ROOT.resolve("docker-compose.yml"))),
                yaml.readTree(Repository.text(Repository.ROOT.resolve("docker-compose.gpu.yml"))));
    }

    /** What images are built from: the defaults of the Dockerfiles' arguments, and what Compose gives for them. */
    private static Set<String> bases() throws IOException {
        Set<String> bases = new TreeSet<>();
        for (Path file : dockerfiles()) {
            bases.addAll(found(Repository.text(file), "(?m)^ARG (?:JRE|BASE)=(\\S+)"));
            // those that no argument names
            bases.addAll(found(Repository.text(file), "(?m)^FROM ([^\\s$]+)"));
        }
        for (JsonNode compose : composeFiles()) {
            Stream.of("BASE", "JRE").map(compose::findValuesAsText).forEach(bases::addAll);
        }
        return bases;
    }

    /** What runs, of others. */
    private static Set<String> run() throws IOException {
        Set<String> images = new TreeSet<>();
        for (JsonNode compose : composeFiles()) {
            images.addAll(compose.findValuesAsText("image"));
        }
        for (Path manifest : Repository.files(Manifests.FOLDER, ".yaml")) {
            images.addAll(found(Repository.text(manifest), "(?m)^\\s*-?\\s*image:\\s*\"?([^\\s\"]+)"));
        }
        images.removeIf(image -> image.startsWith(OWN));
        return images;
    }

    @Test
    void whatImagesAreBuiltOnIsListed() throws IOException {
        assertThat(listed("That Limpid's images are built on"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(bases());
    }

    @Test
    void whatComposeAndKubernetesRunIsListed() throws IOException {
        assertThat(listed("That run beside them")).isNotEmpty().containsExactlyInAnyOrderElementsOf(run());
    }

    /** In tests, and in what messages advise. */
    @Test
    void whatCodeNamesIsListed() {
        Set<String> named = Repository.files(Repository.ROOT, ".java").stream()
                .filter(file -> !file.toString().contains("/target/") && !file.endsWith("ImageLicencesTest.java"))
                .flatMap(file -> Stream.of(IN_CODE, CONTAINER)
                        .flatMap(pattern -> found(Repository.text(file), pattern).stream()))
                .filter(image -> !image.startsWith(OWN))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).contains("apache/kafka:4.1.1").allSatisfy(image -> assertThat(PAGE)
                .contains("`" + image + (image.contains(":") ? "`" : ":")));
    }

    @Test
    void eachHasAPurposeAndALicence() {
        assertThat(Stream.of(
                                "That Limpid's images are built on",
                                "That run beside them",
                                "That Testcontainers takes by itself")
                        .flatMap(heading -> rows(heading).stream()))
                .allSatisfy(row -> assertThat(row.subList(0, 3)).doesNotContain(""));
    }

    @Test
    void readersFindIt() {
        assertThat(Repository.text(Repository.ROOT.resolve("README.md"))).contains("(docs/licences.md)");
        assertThat(Repository.text(Repository.ROOT.resolve("SECURITY.md"))).contains("(docs/licences.md)");
    }
}
