package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.training.TrainerEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingEndTest {
    private static final Map<String, Double> METRICS =
            Map.of("parity_max_difference", 4.5e-6, "epochs", 5.0, "parameters", 26_712.0, "psnr_denoised", 19.76);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);
    private final Home home = new Home(Path.of("/limpid"));

    private List<String> told(Path runs, boolean stopped) {
        new TrainingEnd(runs, home, console).tell(new TrainerEvent.Finished("id", "folder", METRICS, stopped));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void figuresAreWrittenAsTheirKindIs() {
        assertThat(told(home.runs(), false))
                .containsExactly(
                        "  epochs                       5",
                        "  parameters                   26,712",
                        "  parity_max_difference        4.5e-06",
                        "  psnr_denoised                19.76",
                        "run id, report /limpid/runs/id/report.html");
    }

    @Test
    void aStoppedOneSaysHowToGoOn() {
        assertThat(told(home.runs(), true))
                .endsWith(
                        "run id, report /limpid/runs/id/report.html",
                        "stopped, with the best so far kept; go on with ./limpid train --resume id");
        assertThat(told(Path.of("/elsewhere"), true))
                .endsWith("stopped, with the best so far kept; go on with ./limpid train --resume /elsewhere/id");
    }

    @Test
    void oneThatKeptNothingSaysWhatToDo() {
        TrainingEnd end = new TrainingEnd(home.runs(), home, console);
        TrainerEvent.Finished nothing = new TrainerEvent.Finished("id", "folder", Map.of(), true);

        end.tell(nothing);

        assertThat(out.size()).isZero();
        assertThatThrownBy(() -> end.check(nothing))
                .isInstanceOfSatisfying(CommandFailure.class, failure -> assertThat(failure.nextStep())
                        .contains("--limit", "--budget-seconds"))
                .hasMessageContaining("run id was stopped before its first epoch had ended: nothing could be kept");
    }
}
