package io.limpid.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelCardTest {
    private static final String WRITTEN = """
            # cleaner

            ## Made for

            Tests.

            ## Data and licence

            None.

            ## Limits

            All.
            """;

    private static ShippedModel model(Map<String, Double> figures) {
        return model(figures, "");
    }

    private static ShippedModel model(Map<String, Double> figures, String roundedFrom) {
        return new ShippedModel(
                "cleaner",
                "denoise",
                "ab",
                1234,
                1,
                0,
                0,
                "any",
                "",
                "r1",
                "set",
                "cd",
                "name: r\n",
                roundedFrom,
                new TreeMap<>(figures));
    }

    @Test
    void setsTheFiguresOfTheFloatModelBesideThoseOfIntegers() {
        String card = ModelCard.filled(
                WRITTEN,
                model(
                        Map.of(
                                "psnr_denoised_float",
                                20.25,
                                "psnr_denoised",
                                20.125,
                                "psnr_noisy",
                                9.5,
                                "accuracy",
                                0.5),
                        "r0, SHA-256 ef"));

        assertThat(card)
                .contains(
                        "| noise | psnr noisy | psnr denoised | psnr denoised float | accuracy |",
                        "| the recipe's | 9.50 | 20.13 | 20.25 | 0.5000 |",
                        "Made as run r1 by `./limpid models int8` of the float model of run r0, SHA-256 ef",
                        "`./limpid models int8 RUN` rounds");
    }

    @Test
    void getsFiguresAndRecipeAndKeepsWhatPeopleWrote() {
        String card = ModelCard.filled(
                WRITTEN,
                model(Map.of(
                        "psnr_noisy", 9.5, "psnr_denoised", 20.125, "psnr_denoised@blur:1", 7.0, "parameters", 1e6)));

        assertThat(card)
                .startsWith(WRITTEN.strip())
                .contains(
                        "1234 bytes, 1,000,000 parameters.",
                        "| noise | psnr noisy | psnr denoised |",
                        "| the recipe's | 9.50 | 20.13 |",
                        "| blur:1 |  | 7.00 |",
                        "run r1 on set",
                        "name: r\n```");
        assertThat(card.lines()).containsSubsequence(ModelCard.SECTIONS);
    }

    /** The next model's figures take the place of the ones before; what people wrote below stays. */
    @Test
    void isFilledAnew() {
        String before = ModelCard.filled(WRITTEN, model(Map.of("accuracy_latent", 0.5))) + "\nA last word.\n";

        String after = ModelCard.filled(before, model(Map.of("accuracy_latent", 0.75)));

        assertThat(after).contains("0.7500", "A last word.").doesNotContain("0.5000");
        assertThat(ModelCard.filled(after, model(Map.of("accuracy_latent", 0.75))))
                .isEqualTo(after);
    }

    @Test
    void isRefusedWithoutWhatPeopleMustWrite() {
        assertThatThrownBy(() -> ModelCard.filled("# cleaner\n\n## Limits\n", model(Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing: ## Made for, ## Data and licence");
    }

    @Test
    void showsTheFiguresOfAnEvaluationOnly() {
        assertThat(List.of(
                        "psnr_noisy", "ssim_denoised@blur:1", "accuracy_latent", "probe_accuracy_clean", "parameters"))
                .allMatch(ModelCard::isFigure);
        assertThat(List.of("share_forward", "psnrs", "train_loss", "mse_noisy")).noneMatch(ModelCard::isFigure);
    }
}
