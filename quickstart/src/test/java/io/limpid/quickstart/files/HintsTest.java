package io.limpid.quickstart.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.image.ImageShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HintsTest {
    private final Tally tally = new Tally(List.of());

    private void cleaned(String name, String model, double anomaly) {
        Path file = Path.of(name);
        Cleaned.Page page = new Cleaned.Page(
                new ImageShape(1, 64, 64),
                model,
                "cpu",
                0.1f,
                0.02f,
                anomaly > 0 ? OptionalDouble.of(anomaly) : OptionalDouble.empty(),
                1,
                List.of());
        tally.add(new Cleaned(new FilePlan.Step(file, file, file, Optional.empty()), List.of(page)));
    }

    @Test
    void aScoreAboveOneIsToldWithTheNextStep() {
        cleaned("usual.png", "photo-grey", 1);
        cleaned("unknown.png", "mine.onnx", 0);
        cleaned("strange.png", "photo-grey", 1.01);

        assertThat(Hints.of(tally))
                .containsExactly(
                        "unlike what photo-grey was trained on (anomaly score above 1): strange.png (1.01);"
                                + " look at what came out, and try another model by --model NAME: ./limpid models shipped lists them");
    }

    @Test
    void ofManyTheFirstAreNamedAndEachHintIsGivenOnce() {
        for (int i = 0; i < 5; i++) {
            cleaned(i + ".png", "photo-grey", 2);
        }

        assertThat(Hints.of(tally))
                .singleElement()
                .asString()
                .contains("0.png (2.00), 1.png (2.00), 2.png (2.00) and 2 more");
    }
}
