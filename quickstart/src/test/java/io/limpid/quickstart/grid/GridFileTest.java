package io.limpid.quickstart.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.training.Better;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridFileTest {
    @TempDir
    Path folder;

    private Path recipe;

    @BeforeEach
    void recipe() throws Exception {
        recipe = Files.writeString(folder.resolve("a.yaml"), "name: a-recipe\ntask: denoise\n");
    }

    private GridDefinition read(String text) throws Exception {
        Path grids = Files.createDirectories(folder.resolve("grids"));
        return GridFile.read(Files.writeString(grids.resolve("g.yaml"), text));
    }

    @Test
    void readsAllOfIt() throws Exception {
        GridDefinition grid = read("""
                name: g
                recipe: ../a.yaml
                over:
                  network.depth: [1, 3]
                  data.classes: [["1", "7"], ["0"]]
                  optimiser.type: [adam, sgd]
                set:
                  optimiser.learningRate: 1e-4
                epochs: 30
                by: accuracy_latent
                reported:
                  best: {network.depth: 3}
                  note: by eye
                """);

        assertThat(grid.recipe()).isEqualTo(recipe.toAbsolutePath().toString());
        assertThat(grid.points())
                .hasSize(8)
                .first()
                .isEqualTo(Map.of("network.depth", "1", "data.classes", "[\"1\",\"7\"]", "optimiser.type", "adam"));
        assertThat(grid.arguments(Map.of("network.depth", "3")))
                .containsExactly(
                        "--epochs", "30", "--set", "optimiser.learningRate=0.0001", "--set", "network.depth=3");
        assertThat(grid.better()).isEqualTo(Better.HIGHER);
        assertThat(grid.reported().best()).containsEntry("network.depth", "3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            over: {network.depth: [1]}                                    ~ it names no recipe
            recipe: none.yaml                                             ~ none.yaml can't be read
            {recipe: ../a.yaml}                                           ~ over must have at least one key
            {recipe: ../a.yaml, over: {network.depth: []}}                ~ over.network.depth must have one or more different values
            {recipe: ../a.yaml, over: {network.depth: [1, 1]}}            ~ over.network.depth must have one or more different values
            {recipe: ../a.yaml, over: {network.depth: [1]}, epochs: 0}    ~ epochs must be at least 1, found 0
            {recipe: ../a.yaml, over: {network.depth: [1]}, by: sparsity} ~ better must be lower or higher for the metric sparsity
            {recipe: ../a.yaml, over: {network.depth: [1]}, better: more} ~ better must be lower or higher for the metric mse_denoised, found 'more'
            {recipe: ../a.yaml, over: {network.depth: [1]}, name: A/b}    ~ name must be
            {recipe: ../a.yaml, over: {network.depth: [1]}, reported: {best: {seed: 1}}} ~ reported.best must have keys of [network.depth]
            {recipe: ../a.yaml, ower: {network.depth: [1]}}               ~ line 1: unknown key 'ower'
            {recipe: ../a.yaml, recipe: ../b.yaml}                        ~ line 1: Duplicate field 'recipe'
            {recipe: ../a.yaml, over: [1]}                                ~ line 1:
            {recipe: ../a.yaml, over: {network.depth: 1}}                 ~ line 1:
            """)
    void saysWhatIsWrongAndWhere(String text, String expected) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(expected)
                .extracting(failure -> ((CommandFailure) failure).exitCode())
                .isEqualTo(2);
    }

    @Test
    void takesTheGridFromTheCommandLine() {
        GridDefinition grid =
                GridFile.of(recipe, List.of("network.depth=1,3", "noise=gaussian:0.5,none", "data.classes=[0, 1],[2]"));

        assertThat(grid.name()).isEqualTo("a-recipe");
        assertThat(grid.by()).isEqualTo("mse_denoised");
        assertThat(grid.over())
                .containsExactly(
                        Map.entry("network.depth", List.of("1", "3")),
                        Map.entry("noise", List.of("gaussian:0.5", "none")),
                        Map.entry("data.classes", List.of("[0,1]", "[2]")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            network.depth    ~ expected --over key=value,value
            =1,2             ~ expected --over key=value,value
            network.depth=   ~ over.network.depth must have one or more
            network.depth=[1 ~ are no proper YAML
            net work=1,2     ~ a key of over must be a path
            """)
    void refusesWhatIsNoGrid(String over, String expected) {
        assertThatThrownBy(() -> GridFile.of(recipe, List.of(over)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource({"c2,27,mse_denoised,LOWER", "c6,21,accuracy_latent,HIGHER"})
    void theGridsAtHandAreThoseOfTheSystems(String name, int points, String by, Better better) {
        GridDefinition grid = GridFile.read(Path.of("..", "recipes", "grids", name + ".yaml"));

        assertThat(grid.points())
                .hasSize(points)
                .anyMatch(point -> point.equals(grid.reported().best()));
        assertThat(grid.by()).isEqualTo(by);
        assertThat(grid.better()).isEqualTo(better);
        assertThat(Path.of(grid.recipe())).isRegularFile();
    }
}
