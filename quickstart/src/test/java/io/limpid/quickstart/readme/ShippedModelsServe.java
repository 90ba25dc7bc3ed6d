package io.limpid.quickstart.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.fixtures.SampleImages;
import io.limpid.models.ShippedModel;
import io.limpid.models.ShippedModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks every model that comes with Limpid for an answer, by its route or its name, of services that are up and had no training. */
final class ShippedModelsServe {
    /** Images that this puts into the stream. */
    static final int IMAGES = 6;

    /** Of those, the images of 28 × 28, which classifiers take. */
    static final int LABELLED = 2;

    private final CommandRunner commands;
    private final String bootstrap;
    private final Path folder;
    private final Set<String> answered = new HashSet<>();

    ShippedModelsServe(CommandRunner commands, String bootstrap, Path folder) {
        this.commands = commands;
        this.bootstrap = bootstrap;
        this.folder = folder;
    }

    /** The stream has no images yet. */
    void run() throws Exception {
        String digit = picture("digit.png", SampleImages.greyPng(28, 28, 2));
        String grey = picture("grey.png", SampleImages.greyPng(60, 40, 3));
        String colour = picture("colour.png", SampleImages.rgbPng(60, 40, 4));
        publish(digit, grey, colour);
        publish("docs/page.png", "--model", "documents");
        publish(grey, "--key", "rounded", "--model", "photo-grey-int8");
        publish(digit, "--key", "framed", "--model", "photo-grey");

        List<JsonNode> results = consume();

        assertThat(denoiser(results, "digit.png")).isEqualTo("digits");
        assertThat(denoiser(results, "grey.png")).isEqualTo("photo-grey");
        assertThat(denoiser(results, "colour.png")).isEqualTo("photo-colour");
        assertThat(denoiser(results, "page.png")).isEqualTo("documents");
        assertThat(denoiser(results, "rounded")).isEqualTo("photo-grey-int8");
        assertThat(denoiser(results, "framed")).isEqualTo("photo-grey");
        assertThat(classifier(results, "digit.png")).isEqualTo("digits-head");
        assertThat(classifier(results, "framed")).isEqualTo("digits-classifier");
        for (String photograph : List.of("grey.png", "colour.png", "page.png", "rounded")) {
            assertThat(of(results, photograph, "dead").path("reason").asText()).isEqualTo("NO_MODEL");
        }
        assertThat(answered)
                .containsExactlyInAnyOrderElementsOf(
                        ShippedModels.all().stream().map(ShippedModel::name).toList());
        assertThat(folder.resolve("first/labels.csv")).content().contains("digits-head", "digits-classifier");
    }

    private String picture(String name, byte[] content) throws Exception {
        return Files.write(folder.resolve(name), content).toString();
    }

    private void publish(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("publish", "--bootstrap", bootstrap));
        command.addAll(List.of(arguments));
        commands.ok(command.toArray(String[]::new));
    }

    /** Photographs get no label, and hold it up no more than digits do. */
    private List<JsonNode> consume() throws Exception {
        String told = commands.ok(
                "consume",
                "--out",
                folder.resolve("first").toString(),
                "--from-beginning",
                "--count",
                Integer.toString(IMAGES),
                "--json",
                "--timeout",
                "60",
                "--bootstrap",
                bootstrap);
        assertThat(told)
                .contains(IMAGES + " images and " + LABELLED + " labels in ")
                .contains((IMAGES - LABELLED) + " images are cleaned and have no label:");
        List<JsonNode> results = new ArrayList<>();
        for (String line : told.lines().filter(line -> line.startsWith("{")).toList()) {
            results.add(new ObjectMapper().readTree(line));
        }
        return results;
    }

    private String denoiser(List<JsonNode> results, String id) {
        return noted(of(results, id, "denoised").at("/denoiser/name").asText());
    }

    private String classifier(List<JsonNode> results, String id) {
        return noted(of(results, id, "label").at("/classifier/name").asText());
    }

    private String noted(String model) {
        answered.add(model);
        return model;
    }

    private static JsonNode of(List<JsonNode> results, String id, String type) {
        List<JsonNode> found = results.stream()
                .filter(result -> result.path("id").asText().equals(id)
                        && result.path("type").asText().equals(type))
                .toList();
        assertThat(found).as("%s of %s in %s", type, id, results).hasSize(1);
        return found.get(0);
    }
}
