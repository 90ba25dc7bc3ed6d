package io.limpid.quickstart.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Measures how fast a recipe trains, in a process for each number of threads. */
public final class TrainingSpeed {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MAIN = "BenchMain";

    private final Home home;

    public TrainingSpeed(Home home) {
        this.home = home;
    }

    /**
     * What was measured; all but the first two as shares of the steps' time.
     *
     * @param data waiting for images and noise
     * @param dataCpu processor time of making them, on a thread beside the training
     */
    public record Figures(
            int threads,
            @JsonProperty("images_per_second") double imagesPerSecond,
            @JsonProperty("share_data") double data,
            @JsonProperty("share_forward") double forward,
            @JsonProperty("share_backward") double backward,
            @JsonProperty("share_optimiser") double optimiser,
            @JsonProperty("share_data_cpu") double dataCpu) {}

    /** On one thread, then on as many as trainings use here. */
    public List<Figures> measure(Path recipe, int seconds) {
        List<Figures> figures = new ArrayList<>();
        IntStream.of(1, TrainerJvm.threads())
                .distinct()
                .forEach(threads -> figures.add(measure(recipe, seconds, threads)));
        return figures;
    }

    private Figures measure(Path recipe, int seconds, int threads) {
        Path log = home.logs().resolve("bench-train.log");
        List<String> arguments = List.of(recipe.toString(), Integer.toString(seconds));
        ProcessBuilder builder = new ProcessBuilder(TrainerJvm.command(home, MAIN, threads, arguments));
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        try {
            Files.createDirectories(log.getParent());
            Process process = builder.redirectError(log.toFile()).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw CommandFailure.failed(
                        "the bench failed: " + Files.readString(log).strip(), "its log is " + log);
            }
            return JSON.readValue(out, Figures.class);
        } catch (IOException failure) {
            throw CommandFailure.failed(
                    "the bench can't be run: " + failure.getMessage(), "its log is " + log, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while measuring", "");
        }
    }

    /** One line. */
    public static String json(List<Figures> figures) {
        try {
            return JSON.writeValueAsString(figures);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers have a JSON form", impossible);
        }
    }
}
