package io.limpid.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeFileTest {
    private static final String GOOD = """
            name: mine
            task: denoise
            data:
              set: synthetic
              limit: 512
            noise: gaussian:0.5
            network:
              type: conv-autoencoder
              latent: 32
            learningRate: 0.003
            epochs: 2
            batch: 64
            """;

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("mine.yaml"), text);
    }

    @Test
    void whatIsLeftOutHasADefault() throws IOException, RecipeException {
        Recipe recipe = RecipeFile.read(file(GOOD));

        assertThat(recipe.task()).isEqualTo(Recipe.TaskName.DENOISE);
        assertThat(recipe.data()).isEqualTo(new Recipe.Data("synthetic", 0, 512));
        assertThat(recipe.evaluation()).isEqualTo(new Recipe.Evaluation(0, 1, ""));
        assertThat(recipe.plan().epochs()).isEqualTo(2);
        assertThat(recipe.plan().beta2()).isEqualTo(0.999);
    }

    @Test
    void beta2ReachesThePlan() throws IOException, RecipeException {
        assertThat(RecipeFile.read(file(GOOD + "beta2: 0.95\n")).plan().beta2()).isEqualTo(0.95);
    }

    @Test
    void theRecipeAsRunReadsAsTheSameRecipe() throws IOException, RecipeException {
        Recipe recipe = RecipeFile.read(file(GOOD));

        assertThat(RecipeFile.read(file(RecipeFile.text(recipe)))).isEqualTo(recipe);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        "name: mine",
                        "name: My Recipe",
                        "line 1: name must be 1 to 60 lower-case letters, digits and dashes, found 'My Recipe'"),
                Arguments.of("name: mine", "name:", "line 1: name must be 1 to 60"),
                Arguments.of("name: mine", "nmae: mine", "line 1: unknown key 'nmae'; allowed here: [name, task, data"),
                Arguments.of(
                        "task: denoise",
                        "task: classify",
                        "line 2: task must be one of [denoise, classify-frame, classify-latent], found 'classify'"),
                Arguments.of("task: denoise", "task:", "line 2: task must be one of"),
                Arguments.of("task: denoise", "# none", "task must have a value"),
                Arguments.of(
                        "task: denoise",
                        "task: classify-frame",
                        "line 8: network.type must be cnn-classifier for task classify-frame"),
                Arguments.of("task: denoise", "task: [denoise]", "line 2: task must be one of"),
                Arguments.of("set: synthetic", "set: cifar", "line 4: data.set must be one of [mnist, fashion-mnist"),
                Arguments.of(
                        "set: synthetic",
                        "colour: red",
                        "line 4: unknown key 'data.colour'; allowed here: [set, validation, limit]"),
                Arguments.of("limit: 512", "limit: -1", "line 5: data.limit must be at least 0, found -1"),
                Arguments.of("limit: 512", "limit: many", "line 5: data.limit must be a whole number, found 'many'"),
                Arguments.of("limit: 512", "limit: {a: 1}", "line 5: unknown key 'data.limit.a'"),
                Arguments.of(
                        "noise: gaussian:0.5",
                        "noise: fog:1",
                        "line 6: noise is wrong: expected noise as none, gaussian:SIGMA"),
                Arguments.of(
                        "type: conv-autoencoder", "type:", "line 8: network.type must be one of [conv-autoencoder"),
                Arguments.of("latent: 32", "latent: 0", "line 9: network.latent must be at least 1, found 0"),
                Arguments.of(
                        "learningRate: 0.003",
                        "learningRate: -1",
                        "line 10: learningRate must be more than 0 and less than 10, found -1.0"),
                Arguments.of("learningRate: 0.003", "learningRate: .NaN", "line 10: no proper YAML: Malformed numeric"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nbeta2: 1",
                        "line 13: beta2 must be at least 0.5 and less than 1, found 1.0"),
                Arguments.of("epochs: 2", "epochs: 0", "line 11: epochs must be at least 1, found 0"),
                Arguments.of("epochs: 2", "epochs: 1.5", "line 11: epochs must be a whole number"),
                Arguments.of("epochs: 2", "# none", "epochs must be at least 1, found 0"),
                Arguments.of("epochs: 2", "batch: 3", "line 12: key 'batch' comes twice, first in line 11"),
                Arguments.of("batch: 64", "batch: 1", "line 12: batch must be at least 2, found 1"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nevaluation:\n  images: -1",
                        "line 14: evaluation.images must be at least 0"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nschedule: linear",
                        "line 13: schedule must be one of [constant, cosine, one-cycle]"),
                Arguments.of("batch: 64", "batch: 64\nencoder: [a, b]", "line 13: encoder must be a single String"),
                Arguments.of("batch: 64", "batch: 64\n\tseed: 1", "line 12: no proper YAML: "),
                Arguments.of("data:", "data: [", "line 4: unknown key 'set'"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("wrong")
    void saysWhereARecipeIsWrongAndWhatIsAllowed(String good, String wrong, String expected) throws IOException {
        Path file = file(GOOD.replaceFirst("(?m)" + good + "$", wrong));

        assertThatThrownBy(() -> RecipeFile.read(file))
                .isInstanceOf(RecipeException.class)
                .hasMessageStartingWith("recipe " + file)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "just text", "[1, 2]", "\u0000\u0001"})
    void refusesWhatIsNoRecipe(String text) throws IOException {
        Path file = file(text);

        assertThatThrownBy(() -> RecipeFile.read(file))
                .isInstanceOf(RecipeException.class)
                .hasMessageStartingWith("recipe " + file);
    }

    @Test
    void namesTheMissingFile() {
        assertThatThrownBy(() -> RecipeFile.read(folder.resolve("none.yaml")))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("none.yaml does not exist");
    }

    @Test
    void commandsReplaceValues() throws IOException, RecipeException {
        Overrides overrides = new Overrides(
                Optional.of(5), Optional.of(100), Optional.of(9L), Optional.of("mnist"), Optional.of("speckle:0.2"));

        Recipe changed = RecipeFile.read(file(GOOD)).with(overrides);

        assertThat(changed.epochs()).isEqualTo(5);
        assertThat(changed.data()).isEqualTo(new Recipe.Data("mnist", 0, 100));
        assertThat(changed.seed()).isEqualTo(9);
        assertThat(changed.noise()).isEqualTo("speckle:0.2");
        assertThat(changed.with(Overrides.none())).isEqualTo(changed);
    }

    @Test
    void theRecipesThatComeWithLimpidAreGood() throws IOException {
        List<Path> recipes;
        try (Stream<Path> files = Files.list(Path.of("../recipes"))) {
            recipes = files.toList();
        }

        assertThat(recipes).hasSizeGreaterThanOrEqualTo(6).allSatisfy(file -> assertThat(
                        RecipeFile.read(file).name() + ".yaml")
                .isEqualTo(file.getFileName().toString()));
    }
}
