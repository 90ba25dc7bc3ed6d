package io.limpid.quickstart.grid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.yaml.YamlFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** What a grid must know of its recipe; whether the recipe is right is the trainer's business. */
record RecipeText(Path file, String text) {
    private static final Map<String, String> USUAL_METRIC =
            Map.of("denoise", "mse_denoised", "classify-latent", "accuracy_latent", "classify-frame", "accuracy_clean");

    /** @throws CommandFailure when it can't be read */
    static RecipeText read(Path file) {
        try {
            return new RecipeText(file, Files.readString(file));
        } catch (IOException unreadable) {
            throw CommandFailure.badInput(
                    "the recipe " + file + " can't be read: " + unreadable, "the recipes at hand: ./limpid recipes");
        }
    }

    String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Its name; that of its file where it says none. */
    String name() {
        String named = tree().path("name").asText();
        return named.isEmpty() ? file.getFileName().toString().replaceFirst("\\.ya?ml$", "") : named;
    }

    /** The metric that ranks models of its task. */
    String usualMetric() {
        return USUAL_METRIC.getOrDefault(tree().path("task").asText(), "validation_loss");
    }

    private JsonNode tree() {
        try {
            return YamlFile.YAML.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw CommandFailure.badInput(
                    "the recipe " + file + " is no proper YAML: " + malformed.getOriginalMessage(), "correct it");
        }
    }
}
