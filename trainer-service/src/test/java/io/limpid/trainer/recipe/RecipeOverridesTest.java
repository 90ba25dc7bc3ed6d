package io.limpid.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a command says in place of what the file says. */
class RecipeOverridesTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("mine.yaml"), text);
    }

    @Test
    void commandsReplaceValues() throws IOException, RecipeException {
        Map<String, String> values = Map.of(
                "epochs", "5",
                "data.limit", "100",
                "seed", "9",
                "data.set", "mnist",
                "noise", "speckle:0.2",
                "network.latent", "7",
                "evaluation.noises", "[\"gaussian:0.1\"]");

        Recipe changed = RecipeFile.read(file(RecipeFileTest.GOOD), new Overrides(values));

        assertThat(changed.epochs()).isEqualTo(5);
        assertThat(changed.data().set()).isEqualTo("mnist");
        assertThat(changed.data().limit()).isEqualTo(100);
        assertThat(changed.network()).isEqualTo(new NetworkChoice.ConvAutoencoder(7));
        assertThat(changed.evaluation().noises()).containsExactly("gaussian:0.1");
        assertThat(changed.seed()).isEqualTo(9);
        assertThat(changed.noise()).isEqualTo("speckle:0.2");
    }

    @Test
    void anOverrideThatCantBeIsNamed() throws IOException {
        Path file = file(RecipeFileTest.GOOD);

        assertThatThrownBy(() -> RecipeFile.read(file, new Overrides(Map.of("network.colour", "red"))))
                .hasMessageContaining("unknown key 'network.colour'; allowed here: [type, latent]");
        assertThatThrownBy(() -> RecipeFile.read(file, new Overrides(Map.of("epochs", "many"))))
                .hasMessageContaining("epochs must be a whole number, found 'many'");
    }

    /** The reader of YAML tells no type for these. */
    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "network, 3, 'network must have keys of its own, with a type of [conv-autoencoder'",
        "network, [], 'network must have keys of its own, with a type of [conv-autoencoder'",
        "network, conv-autoencoder, 'network must have keys'",
        "network, '', 'network must have a value'",
        "data, mnist, 'data must have keys of its own, of [set, classes'",
        "optimiser, true, 'optimiser must have keys of its own, of [type, learningRate'",
        "evaluation, 1.5, 'evaluation must have keys of its own'",
        "reported, 3, 'reported must be a list'",
        "reported, [3], 'reported[0] must have keys of its own'",
        "reported, [~], 'reported[0] must have a value'"
    })
    void aSingleValueInPlaceOfKeysIsRefused(String key, String value, String expected) throws IOException {
        Path file = file(RecipeFileTest.GOOD);

        assertThatThrownBy(() -> RecipeFile.read(file, new Overrides(Map.of(key, value))))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining(expected);
    }

    /** The file's line has another value than the one that is wrong. */
    @Test
    void noLineIsBlamedForWhatACommandSays() throws IOException {
        Path file = file(RecipeFileTest.GOOD);

        assertThatThrownBy(() -> RecipeFile.read(file, new Overrides(Map.of("data.limit", "-1"))))
                .hasMessage("recipe " + file + ", data.limit must be at least 0, found -1");
    }

    /** A judge of denoised images is trained on clean ones, whatever noise a command asks for. */
    @Test
    void frameClassifiersKeepTheirNoise() throws IOException, RecipeException {
        String classifier = RecipeFileTest.GOOD
                .replace("task: denoise", "task: classify-frame")
                .replace("type: conv-autoencoder", "type: cnn-classifier")
                .replace("  latent: 32\n", "")
                .replace("noise: gaussian:0.5\n", "");

        assertThat(RecipeFile.read(file(classifier), new Overrides(Map.of("noise", "speckle:0.2")))
                        .noise())
                .isEqualTo("none");
    }
}
