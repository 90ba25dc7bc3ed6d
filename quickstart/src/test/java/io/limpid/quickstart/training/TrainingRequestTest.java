package io.limpid.quickstart.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingRequestTest {
    private static final Path RUNS = Path.of("runs");

    @Test
    void handsTheTrainerItsRecipe() {
        TrainingRequest request = new TrainingRequest(Path.of("mine.yaml"), RUNS, List.of("--epochs", "2"));

        assertThat(request.arguments()).containsExactly("mine.yaml", "--runs", "runs", "--epochs", "2");
        assertThat(request.name()).isEqualTo("mine");
        assertThat(request.hint()).isEqualTo("the recipe is mine.yaml");
    }

    @Test
    void goesOnWithARunByItsId() {
        TrainingRequest request = TrainingRequest.resuming(RUNS.resolve("r1"));

        assertThat(request.arguments()).containsExactly("--runs", "runs", "--resume", "r1");
        assertThat(request.name()).isEqualTo("r1");
    }

    @Test
    void roundsAModelThatHasItsRecipeInItsFile() {
        TrainingRequest request = TrainingRequest.rounding(Path.of("cleaner.onnx"), RUNS);

        assertThat(request.arguments()).containsExactly("--runs", "runs", "--int8", "cleaner.onnx");
        assertThat(request.name()).isEqualTo("cleaner");
        assertThat(request.hint()).contains("models int8 --help");
    }
}
