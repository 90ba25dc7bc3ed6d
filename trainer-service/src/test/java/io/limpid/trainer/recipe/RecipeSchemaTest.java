package io.limpid.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeSchemaTest {
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(RecipeSchema.json());
    private static final Path RECIPES = Path.of("../recipes");

    @Test
    void everyRecipeThatComesWithLimpidFits() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(RECIPES)) {
            files = all.filter(file -> file.toString().endsWith(".yaml")).toList();
        }

        assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(
                        SCHEMA.validate(Files.readString(file), InputFormat.YAML))
                .as(file.toString())
                .isEmpty());
    }

    /** What the reader refuses for its keys or its spelling, an editor marks. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "epochs: 1, epohcs: 1",
        "latent: 128, lateral: 128",
        "type: conv-autoencoder, type: convolution",
        "latent: 128, channels: [8]",
        "task: denoise, task: classify",
        "schedule: one-cycle, schedule: linear",
        "epochs: 1, epochs: one",
        "epochs: 1, epochs: 0",
        "epochs: 1, epochs: 100001",
        "epochs: 1, # none",
        "latent: 128, latent: 0",
        "latent: 128, latent: 2000000000",
        "latent: 128, # none",
        "learningRate: 0.01, learningRate: 0",
        "learningRate: 0.01, learningRate: 10",
        "beta2: 0.95, beta2: 1",
        "task: denoise, # none",
        "set: mnist, # none",
        "name: mnist-denoiser, name: MNIST"
    })
    void whatIsWrongDoesNot(String right, String wrong) throws IOException {
        String recipe = Files.readString(RECIPES.resolve("mnist-denoiser.yaml"));

        assertThat(recipe).contains(right);
        assertThat(SCHEMA.validate(recipe.replace(right, wrong), InputFormat.YAML))
                .isNotEmpty();
    }

    @Test
    void theNumbersOfAListHaveTheirLimits() throws IOException {
        String recipe = Files.readString(RECIPES.resolve("b3-deep-64.yaml"));

        assertThat(SCHEMA.validate(recipe.replace("[128, 64]", "[128, 0]"), InputFormat.YAML))
                .isNotEmpty();
    }
}
