package io.limpid.trainer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.datasets.DataSets;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;

/** Runs the trainer in the test's JVM, on small recipes, and keeps what it tells. */
abstract class TrainMainCase {
    static final String CLASSIFIER = """
            name: tiny-classifier
            task: classify-frame
            data: {set: synthetic, validation: 32, limit: 256}
            network: {type: cnn-classifier}
            optimiser: {learningRate: 0.003}
            epochs: 1
            batch: 32
            seed: 1
            evaluation: {images: 64}
            """;
    static final String DENOISER = """
            name: tiny-denoiser
            task: denoise
            data: {set: synthetic, validation: 32, limit: 128}
            noise: gaussian:0.5
            network: {type: conv-autoencoder, latent: 16}
            optimiser: {learningRate: 0.003}
            epochs: 1
            batch: 32
            seed: 1
            evaluation: {images: 64, classifier: tiny-classifier}
            labelWeight: 0.01
            """;
    static final String HEAD = """
            name: tiny-head
            task: classify-latent
            data: {set: synthetic, validation: 32, limit: 128}
            noise: gaussian:0.5
            network: {type: latent-head}
            optimiser: {learningRate: 0.003}
            epochs: 2
            batch: 32
            seed: 1
            encoder: tiny-denoiser
            evaluation: {images: 64}
            """;

    @TempDir
    Path folder;

    private List<JsonNode> events = List.of();
    BooleanSupplier stop = () -> false;

    int train(String recipe, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("recipe.yaml"), recipe);
        List<String> arguments = new ArrayList<>(List.of(file.toString(), "--runs", runs().toString()));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    int run(String... arguments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exit = new TrainMain(new JsonEvents(stream), DataSets.standard(Map.of()), stop).run(arguments);
        List<JsonNode> read = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            read.add(new ObjectMapper().readTree(line));
        }
        events = read;
        return exit;
    }

    Path runs() {
        return folder.resolve("runs");
    }

    RunFolder latest(String name) {
        return new Runs(runs()).latest(name, "synthetic").orElseThrow();
    }

    List<String> kinds() {
        return events.stream()
                .map(event -> event.path("event").asText())
                .distinct()
                .toList();
    }

    List<String> notes() {
        return events.stream()
                .filter(event -> event.path("event").asText().equals("note"))
                .map(event -> event.path("text").asText())
                .toList();
    }

    JsonNode last() {
        return events.get(events.size() - 1);
    }
}
