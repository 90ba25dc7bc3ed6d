package io.limpid.quickstart.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeBookTest {
    @Test
    void asksOfATrainingInALineOfJson() {
        TrainingRequest request =
                new TrainingRequest(Path.of("a.yaml"), Path.of("runs"), List.of("--set", "network.name=\"x\ny\""));

        assertThat(RecipeBook.line(request))
                .isEqualTo("[\"a.yaml\",\"--runs\",\"runs\",\"--set\",\"network.name=\\\"x\\ny\\\"\"]");
    }
}
