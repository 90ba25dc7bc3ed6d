package io.limpid.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeFileTest {
    static final String GOOD = """
            name: mine
            task: denoise
            data:
              set: synthetic
              limit: 512
            noise: gaussian:0.5
            network:
              type: conv-autoencoder
              latent: 32
            optimiser:
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

        assertThat(recipe.task()).isEqualTo(TaskName.DENOISE);
        assertThat(recipe.data().validation()).isZero();
        assertThat(recipe.data().broken()).isEqualTo(DataChoice.Broken.REFUSE);
        assertThat(recipe.evaluation()).isEqualTo(EvaluationChoice.usual());
        assertThat(recipe.loss()).isEqualTo(LossName.MSE);
        assertThat(recipe.optimiser().type()).isEqualTo(OptimiserChoice.Type.ADAM);
        assertThat(recipe.optimiser().beta2()).isEqualTo(0.999);
        assertThat(recipe.keep()).isEqualTo(Recipe.Keep.LAST);
        assertThat(recipe.network()).isEqualTo(new NetworkChoice.ConvAutoencoder(32));
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
                Arguments.of(
                        "name: mine",
                        "nmae: mine",
                        "line 1: unknown key 'nmae'; allowed here: [name, system, about, task, content, data"),
                Arguments.of(
                        "task: denoise",
                        "task: classify",
                        "line 2: task must be one of [denoise, classify-frame, classify-latent], found 'classify'"),
                Arguments.of("task: denoise", "task:", "line 2: task must be one of [denoise"),
                Arguments.of("task: denoise", "# none", "task must have a value"),
                Arguments.of(
                        "task: denoise",
                        "task: classify-frame",
                        "line 8: network.type must be one of [cnn-classifier, benchmark-cnn] for task classify-frame"),
                Arguments.of("task: denoise", "task: [denoise]", "line 2: task must be one of"),
                Arguments.of("set: synthetic", "set: cifar", "line 4: data.set must be one of [mnist, fashion-mnist, "),
                Arguments.of(
                        "set: synthetic",
                        "colour: red",
                        "line 4: unknown key 'data.colour'; allowed here: [set, classes, validation, limit"),
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
                        "line 11: optimiser.learningRate must be more than 0 and less than 10, found -1.0"),
                Arguments.of("learningRate: 0.003", "learningRate: .NaN", "line 11: no proper YAML: Malformed numeric"),
                Arguments.of(
                        "learningRate: 0.003",
                        "learningRate: 0.003\n  beta2: 1",
                        "line 12: optimiser.beta2 must be at least 0.5 and less than 1, found 1.0"),
                Arguments.of(
                        "learningRate: 0.003",
                        "learningRate: 0.003\n  momentum: 0.5",
                        "line 12: optimiser.momentum is for sgd only, found with adam"),
                Arguments.of(
                        "learningRate: 0.003",
                        "learningRate: 0.003\n  type: adagrad",
                        "line 12: optimiser.type must be one of [adam, adamw, sgd, rmsprop], found 'adagrad'"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nloss: cross-entropy",
                        "line 14: loss must be one of [mse, l1, bce, mse+ssim, psnr] for task denoise"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nloss: huber",
                        "line 14: loss must be one of [mse, l1, bce, mse+ssim, psnr, cross"),
                Arguments.of(
                        "batch: 64", "batch: 64\nnoiseDraws: 0", "line 14: noiseDraws must be at least 1, found 0"),
                Arguments.of(
                        "batch: 64", "batch: 64\nnoiseDraws: 2", "line 14: noiseDraws is for task classify-latent"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nlabelWeight: -1",
                        "line 14: labelWeight must be at least 0 and at most 1000, found -1"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nlabelWeight: 1\nadversary: {weight: 1, learningRate: 0.1}",
                        "line 14: labelWeight goes neither with an adversary nor"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nteacher: {recipe: large, weight: 1.5}",
                        "line 14: teacher.weight must be more than 0 and at most 1, found 1.5"),
                Arguments.of(
                        "batch: 64", "batch: 64\nteacher: {weight: 1}", "line 14: teacher.recipe must have a value"),
                Arguments.of(
                        "type: conv-autoencoder\n  latent: 32",
                        "type: compact-unet\n  blocks: 1\n  channels: [4, 4, 4, 4, 4, 4]",
                        "network.channels must be at most 5 numbers, found 6"),
                Arguments.of(
                        "type: conv-autoencoder",
                        "type: mlp-autoencoder\n  colour: red",
                        "line 9: unknown key 'network.colour'; allowed here: [type, hidden, depth, latent"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nreported:\n  - {figure: mse, value: 1, bettr: lower}",
                        "line 15: unknown key 'reported[0].bettr'; allowed here: [system, figure, value, better, note]"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nevaluation:\n  noises: [gaussian:0.1, fog:2]",
                        "line 15: evaluation.noises is wrong: expected noise as"),
                Arguments.of("epochs: 2", "epochs: 0", "line 12: epochs must be at least 1, found 0"),
                Arguments.of("epochs: 2", "epochs: 1.5", "line 12: epochs must be a whole number"),
                Arguments.of("epochs: 2", "# none", "epochs must have a value"),
                Arguments.of(
                        "epochs: 2",
                        "epochs: 99999999999999",
                        "line 12: epochs must be from 1 to 100000, found 99999999999999"),
                Arguments.of("epochs: 2", "epochs: 100001", "line 12: epochs must be at most 100000, found 100001"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nseed: 99999999999999999999999",
                        "line 14: seed must be from -9223372036854775808 to 9223372036854775807, found 9999"),
                Arguments.of(
                        "batch: 64", "batch: 64\n---\nname: another", "expected one YAML document, found a second one"),
                Arguments.of("batch: 64", "batch: 64\n---\ntext", "expected one YAML document"),
                Arguments.of("limit: 512", "unseen: [coffee]", "line 5: data.unseen is for set noisyoffice"),
                Arguments.of(
                        "limit: 512",
                        "patch: 32",
                        "line 5: data.patch is for pictures of any size, and the images of synthetic have one"),
                Arguments.of("limit: 512", "patches: 9", "line 5: data.patches is for pictures"),
                Arguments.of("limit: 512", "channels: 3", "line 5: data.channels is for pictures"),
                Arguments.of("limit: 512", "height: 28", "line 5: data.height is for pictures"),
                Arguments.of("limit: 512", "testShare: 0.5", "line 5: data.testShare is for pictures"),
                Arguments.of("limit: 512", "scale: [1, 2]", "line 5: data.scale is for pictures of any size"),
                Arguments.of(
                        "limit: 512", "scale: [2, 1]", "line 5: data.scale must be [least, most] within 0.1 to 10"),
                Arguments.of("limit: 512", "scale: [1]", "line 5: data.scale must be [least, most] within 0.1 to 10"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nevaluation:\n  scales: [2]",
                        "line 15: evaluation.scales is for pictures of any size"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nevaluation:\n  scales: [20]",
                        "line 15: evaluation.scales must be within 0.1 to 10, found 20.0"),
                Arguments.of(
                        "limit: 512",
                        "also: cifar10",
                        "line 5: data.also is for pictures of any size that are clean themselves"),
                Arguments.of("limit: 512", "limit: {}", "line 5: data.limit is a single value, found '{}'"),
                Arguments.of("limit: 512", "classes: [~]", "line 5: data.classes[0] must have a value"),
                Arguments.of("set: synthetic", "set: 'folder:'", "line 4: data.set must be one of [mnist, "),
                Arguments.of(
                        "latent: 32",
                        "latent: 2000000000",
                        "line 9: network.latent must be at most 16384, found 2000000000"),
                Arguments.of(
                        "type: conv-autoencoder",
                        "type: mlp-autoencoder\n  hidden: 8\n  depth: 1000000",
                        "line 10: network.depth must be at most 64, found 1000000"),
                Arguments.of(
                        "type: conv-autoencoder",
                        "type: mlp-autoencoder\n  depth: 2",
                        "line 9: network.depth must be 0 where network.hidden is 0, found 2"),
                Arguments.of(
                        "type: conv-autoencoder\n  latent: 32",
                        "type: plain-conv-autoencoder\n  channels: [8, 5000]",
                        "line 9: network.channels must be at most 4096, found 5000"),
                Arguments.of(
                        "type: conv-autoencoder\n  latent: 32",
                        "type: residual-unet\n  levels: 2\n  width: 6",
                        "line 10: network.width must be a multiple of 4, found 6"),
                Arguments.of(
                        "type: conv-autoencoder\n  latent: 32",
                        "type: residual-unet\n  width: 8",
                        "line 7: network.levels must have a value"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nevaluation:\n  strangers: [mnist, wat]",
                        "line 15: evaluation.strangers must be one of [mnist, fashion-mnist, notmnist"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nevaluation:\n  classifier: No One",
                        "line 15: evaluation.classifier must be 1 to 60 lower-case letters"),
                Arguments.of("epochs: 2", "batch: 3", "line 13: key 'batch' comes twice, first in line 12"),
                Arguments.of("batch: 64", "batch: 1", "line 13: batch must be at least 2, found 1"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nevaluation:\n  images: -1",
                        "line 15: evaluation.images must be at least 0"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nevaluation:\n  batch: -1",
                        "line 15: evaluation.batch must be at least 0"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nevaluation:\n  images: 8\n  latentSpace: true",
                        "line 15: evaluation.images must be at least 20, found 8"),
                Arguments.of(
                        "batch: 64",
                        "batch: 64\nschedule: linear",
                        "line 14: schedule must be one of [constant, cosine, one-cycle]"),
                Arguments.of("batch: 64", "batch: 64\nencoder: [a, b]", "line 14: encoder must be a single text"),
                Arguments.of("batch: 64", "batch: 64\n\tseed: 1", "line 13: no proper YAML: "),
                Arguments.of("data:", "data: [", "no proper YAML"));
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

    static Stream<Arguments> noUtf8() {
        byte[] latin1 = "name: café\n".getBytes(StandardCharsets.ISO_8859_1);
        return Stream.of(
                Arguments.of(latin1, "found 0xE9 at byte 9"),
                Arguments.of(GOOD.getBytes(StandardCharsets.UTF_16), "found the mark of UTF-16 at byte 0"),
                Arguments.of(GOOD.getBytes(StandardCharsets.UTF_16LE), "found a zero, as in UTF-16, at byte 1"),
                Arguments.of(Arrays.copyOf("name: é".getBytes(StandardCharsets.UTF_8), 7), "found 0xC3 at byte 6"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("noUtf8")
    void saysWhichByteIsNoUtf8(byte[] bytes, String expected) throws IOException {
        Path file = Files.write(folder.resolve("mine.yaml"), bytes);

        assertThatThrownBy(() -> RecipeFile.read(file))
                .isInstanceOf(RecipeException.class)
                .hasMessage("recipe " + file + ": expected UTF-8 text, " + expected);
    }

    @Test
    void aMarkOfUtf8InFrontIsNoPartOfTheText() throws IOException, RecipeException {
        assertThat(RecipeFile.read(file("\uFEFF" + GOOD)).name()).isEqualTo("mine");
    }

    @Test
    void tellsTheLineOfWhatOnlyTheDataShow() throws IOException {
        Path file = file(GOOD);
        RecipeException wrong = RecipeException.at("data.limit", "data.limit is wrong");
        Overrides limit = new Overrides(Map.of("data.limit", "3"));

        assertThat(RecipeFile.located(file, Overrides.none(), wrong))
                .hasMessage("recipe " + file + ", line 5: data.limit is wrong");
        assertThat(RecipeFile.located(file, limit, wrong)).hasMessage("recipe " + file + ", data.limit is wrong");
    }

    @Test
    void theRecipesThatComeWithLimpidAreGood() throws IOException {
        List<Path> recipes;
        try (Stream<Path> files = Files.list(Path.of("../recipes"))) {
            recipes = files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }

        assertThat(recipes).hasSizeGreaterThanOrEqualTo(6).allSatisfy(file -> assertThat(
                        RecipeFile.read(file).name() + ".yaml")
                .isEqualTo(file.getFileName().toString()));
    }
}
