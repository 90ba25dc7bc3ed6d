package io.limpid.trainer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.trainer.job.TrainingCost;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeException;
import io.limpid.trainer.recipe.RecipeFile;
import io.limpid.trainer.recipe.RecipeSchema;
import io.limpid.trainer.recipe.Reported;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells about recipes, as JSON on standard output. Use: {@code RecipesMain list FOLDER}, an object a line and a recipe; {@code
 * RecipesMain schema}, the JSON schema of recipes; {@code RecipesMain check}, which reads an array of {@link TrainMain}'s
 * arguments a line from standard input and answers each with a line: a text that says what is wrong with them or their recipe, empty
 * where nothing is. Exits with 2 when a recipe to tell of is wrong.
 */
public final class RecipesMain {
    private static final int BAD_INPUT = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecipesMain() {}

    /** What is told of a recipe; {@code cost} is in multiply-adds, {@code text} how a run writes it that does all of it. */
    public record Told(
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
        static Told of(Path file, Recipe recipe) {
            return new Told(
                    file.getFileName().toString(),
                    recipe.name(),
                    recipe.system(),
                    recipe.about(),
                    recipe.task().text(),
                    recipe.epochs(),
                    TrainingCost.of(recipe),
                    recipe.encoder(),
                    recipe.teacher() == null ? "" : recipe.teacher().recipe(),
                    recipe.evaluation().classifier(),
                    recipe.reported(),
                    RecipeFile.text(recipe));
        }
    }

    public static void main(String[] arguments) {
        System.exit(run(System.in, System.out, System.err, arguments));
    }

    static int run(InputStream in, PrintStream out, PrintStream err, String... arguments) {
        try {
            if (arguments.length == 1 && arguments[0].equals("check")) {
                check(in, out);
                return 0;
            }
            if (arguments.length == 1 && arguments[0].equals("schema")) {
                out.println(RecipeSchema.json());
                return 0;
            }
            if (arguments.length == 2 && arguments[0].equals("list")) {
                list(out, Path.of(arguments[1]));
                return 0;
            }
            err.println("expected: list FOLDER, schema or check");
        } catch (RecipeException wrong) {
            err.println(wrong.getMessage());
        } catch (IOException unreadable) {
            err.println("the recipes can't be read: " + unreadable);
        }
        return BAD_INPUT;
    }

    private static void list(PrintStream out, Path folder) throws IOException, RecipeException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            out.println(json(Told.of(file, RecipeFile.read(file))));
        }
    }

    private static void check(InputStream in, PrintStream out) throws IOException {
        // all of it first: who asks may read no answer before having asked everything
        List<String> asked =
                new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        for (String line : asked) {
            out.println(json(problem(JSON.readValue(line, String[].class))));
        }
    }

    private static String problem(String[] arguments) {
        try {
            TrainMain.Arguments parsed = TrainMain.Arguments.parse(arguments);
            if (parsed.recipe().isPresent()) {
                RecipeFile.read(parsed.recipe().get(), parsed.overrides());
            }
            return "";
        } catch (RecipeException | IllegalArgumentException wrong) {
            return String.valueOf(wrong.getMessage());
        }
    }

    private static String json(Object told) {
        try {
            return JSON.writeValueAsString(told);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and numbers have a JSON form", impossible);
        }
    }
}
