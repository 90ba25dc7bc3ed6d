package io.limpid.quickstart.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.Home;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The recipes in {@code recipes/}, as the trainer reads them. */
public final class RecipeBook {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MAIN = "RecipesMain";

    private final Home home;

    public RecipeBook(Home home) {
        this.home = home;
    }

    /**
     * A recipe.
     *
     * @param file its name in the folder
     * @param system which of the systems it reproduces; may be empty
     * @param task denoise, classify-frame or classify-latent
     * @param cost roughly, of the whole training, to compare
     * @param encoder the recipe that must be trained before; may be empty
     * @param classifier the recipe that judges it; may be empty
     * @param text how a run writes it that does all of it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Entry(
            String file,
            String name,
            String system,
            String about,
            String task,
            int epochs,
            double cost,
            String encoder,
            String teacher,
            String classifier,
            List<Reported> reported,
            String text) {
        public Entry {
            reported = List.copyOf(reported);
        }
    }

    /**
     * A figure of a recipe's source.
     *
     * @param better lower, higher or exactly
     */
    public record Reported(String system, String figure, double value, String better, String note) {
        /** Whether ours is as good or better. */
        public boolean reachedBy(double ours) {
            return switch (better) {
                case "lower" -> ours <= value;
                case "higher" -> ours >= value;
                default -> ours == value;
            };
        }
    }

    public Path folder() {
        return home.root().resolve("recipes");
    }

    /** All of them, by file name. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (String line : ask(List.of("list", folder().toString()), "").lines().toList()) {
            entries.add(parse(line, Entry.class));
        }
        return entries;
    }

    private static <T> T parse(String line, Class<T> type) {
        try {
            return JSON.readValue(line, type);
        } catch (IOException strange) {
            throw CommandFailure.failed(
                    "what the trainer says of recipes can't be read: " + strange.getMessage(),
                    "is it built anew? rm -r quickstart/target makes ./limpid build it",
                    strange);
        }
    }

    /** The JSON schema of recipes. */
    public String schema() {
        return ask(List.of("schema"), "");
    }

    /** What is wrong with each of these trainings, told without beginning any; empty texts where nothing is. */
    public List<String> problems(List<TrainingRequest> requests) {
        String asked = requests.stream().map(RecipeBook::line).collect(Collectors.joining("\n"));
        List<String> problems = new ArrayList<>();
        for (String line : ask(List.of("check"), asked).lines().toList()) {
            problems.add(parse(line, String.class));
        }
        return problems;
    }

    /** A request as the trainer's check takes it. */
    static String line(TrainingRequest request) {
        // a type of its own: inferred from where it is used, it would be cast to text
        JsonNode arguments = JSON.valueToTree(request.arguments());
        return arguments.toString();
    }

    private String ask(List<String> arguments, String in) {
        try {
            Process process = new ProcessBuilder(TrainerJvm.command(home, MAIN, 1, arguments)).start();
            try (OutputStream asked = process.getOutputStream()) {
                asked.write(in.getBytes(StandardCharsets.UTF_8));
            }
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw CommandFailure.badInput(err.strip(), "correct it, or move it out of " + folder());
            }
            return out;
        } catch (IOException failure) {
            throw CommandFailure.failed("the trainer can't be started: " + failure.getMessage(), "", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while reading recipes", "");
        }
    }
}
