package io.limpid.quickstart.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.quickstart.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingDisplayTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final TrainingDisplay display =
            new TrainingDisplay(new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false), "mnist", false);

    @Test
    void showsHowFarItIsInPlainLines() {
        display.show(new TrainerEvent.Note("data from here"));
        display.show(new TrainerEvent.Step(1, 2, 100, 100, 0.5, 10));
        display.show(new TrainerEvent.Step(2, 2, 100, 100, 0.4, 10));
        display.close();

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "  data from here",
                        "  mnist epoch 1/2  100 %  100/100 images  loss 0.5000  10 images/s",
                        "  mnist epoch 2/2  100 %  100/100 images  loss 0.4000  10 images/s");
    }

    @Test
    void beginsWithTheRunsId() {
        display.show(new TrainerEvent.Started("20260102-120000-mnist", "mnist", 15, 55_000));

        assertThat(out.toString(StandardCharsets.UTF_8).strip())
                .isEqualTo("mnist: run 20260102-120000-mnist, 15 epochs of 55,000 images");
    }

    @Test
    void thereIsSomethingToKeepOnceAnEpochHasEnded() {
        display.show(new TrainerEvent.Step(1, 2, 10, 100, 0.5, 10));
        assertThat(display.isKeeping()).isFalse();

        display.show(new TrainerEvent.Epoch(1, 0.5, Double.NaN));
        assertThat(display.isKeeping()).isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("training loss 0.5000")
                .doesNotContain("validation");
    }

    @Test
    void remembersHowItEnded() {
        TrainerEvent.Finished end = new TrainerEvent.Finished("r", "f", Map.of());
        display.show(end);
        assertThat(display.finished()).contains(end);
        assertThat(display.failure()).isEmpty();

        display.show(new TrainerEvent.Failed("disk full"));
        assertThat(display.failure()).contains("disk full");
    }
}
