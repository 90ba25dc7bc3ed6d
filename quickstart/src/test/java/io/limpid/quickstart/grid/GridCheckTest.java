package io.limpid.quickstart.grid;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.training.TrainingRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridCheckTest {
    private static final Path RUNS = Path.of("runs");
    private static final GridDefinition DEPTHS = Grids.definition("network.depth", "1,-2");

    private static void check(GridDefinition definition, String wrong, String problem, List<String> lines) {
        GridCheck check = new GridCheck(requests -> requests.stream()
                .map(TrainingRequest::options)
                .map(options -> options.stream().anyMatch(option -> option.contains(wrong)) ? problem : "")
                .toList());
        check.check(definition, RUNS, "grid g.yaml", lines);
    }

    @Test
    void aGridWhosePointsAreAllRightPasses() {
        assertThatCode(() -> check(DEPTHS, "nothing", "", List.of())).doesNotThrowAnyException();
    }

    @Test
    void namesTheLineTheKeyAndThePointOfAWrongValue() {
        assertThatThrownBy(() -> check(
                        DEPTHS,
                        "network.depth=-2",
                        "recipe a.yaml, line 3: network.depth must be at least 1, found -2",
                        List.of("# network.depth", "over:", "  network.depth: [1, -2]")))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("grid g.yaml: nothing was begun; line 3: network.depth=-2: recipe a.yaml, line 3:"
                        + " network.depth must be at least 1, found -2")
                .extracting(failure -> ((CommandFailure) failure).exitCode())
                .isEqualTo(2);
    }

    @Test
    void tellsAProblemOfAllPointsOnce() {
        assertThatThrownBy(() -> check(
                        Grids.definition("network.dpeth", "1,2,3"),
                        "network.dpeth",
                        "recipe a.yaml, line 3: unknown key 'network.dpeth'; allowed here: [depth]",
                        List.of("over: {network.dpeth: [1, 2, 3]}")))
                .hasMessage("grid g.yaml: nothing was begun; line 1: all 3 points: recipe a.yaml, line 3: unknown key"
                        + " 'network.dpeth'; allowed here: [depth]");
    }
}
