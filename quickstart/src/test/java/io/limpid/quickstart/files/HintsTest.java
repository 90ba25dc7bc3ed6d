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

    private void cleaned(String name, String model, double anomaly, boolean isLikePage) {
        Path file = Path.of(name);
        tally.add(new FileDenoiser.Cleaned(
                new FilePlan.Step(file, file, file, Optional.empty()),
                new ImageShape(1, 64, 64),
                model,
                "cpu",
                0.1f,
                0.02f,
                anomaly > 0 ? OptionalDouble.of(anomaly) : OptionalDouble.empty(),
                isLikePage,
                1));
    }

    @Test
    void aScoreAboveOneIsToldWithTheNextStep() {
        cleaned("usual.png", "photo-grey", 1, false);
        cleaned("unknown.png", "mine.onnx", 0, false);
        cleaned("strange.png", "photo-grey", 1.01, false);

        assertThat(new Hints(true).of(tally))
                .containsExactly(
                        "unlike what photo-grey was trained on (anomaly score above 1): strange.png (1.01);"
                                + " look at what came out, and try another model by --model NAME: ./limpid models shipped lists them");
    }

    @Test
    void ofManyTheFirstAreNamedAndEachHintIsGivenOnce() {
        for (int i = 0; i < 5; i++) {
            cleaned(i + ".png", "photo-grey", 2, true);
        }

        assertThat(new Hints(false).of(tally))
                .satisfiesExactly(
                        strange -> assertThat(strange).contains("0.png (2.00), 1.png (2.00), 2.png (2.00) and 2 more"),
                        pages -> assertThat(pages)
                                .startsWith(
                                        "look like scanned pages: 0.png, 1.png, 2.png and 2 more, cleaned by photo-grey")
                                .contains("--model documents"));
    }

    @Test
    void pagesAreHintedAtOnlyWhereThePhotographsModelCleanedThemUnasked() {
        cleaned("page.png", "photo-grey", 0.5, true);
        cleaned("colour.png", "photo-colour", 0.5, true);

        assertThat(new Hints(false).of(tally))
                .singleElement()
                .asString()
                .startsWith(
                        "look like scanned pages: page.png, colour.png, cleaned by photo-colour and photo-grey, made");
        assertThat(new Hints(true).of(tally)).isEmpty();
    }
}
