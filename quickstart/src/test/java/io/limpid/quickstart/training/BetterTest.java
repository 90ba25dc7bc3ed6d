package io.limpid.quickstart.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetterTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            psnr_denoised, HIGHER
            ssim_denoised@speckle:1, HIGHER
            accuracy_latent, HIGHER
            auroc_strangers, HIGHER
            train_images_per_second, HIGHER
            mse_denoised, LOWER
            l1_denoised, LOWER
            validation_loss, LOWER
            error_sum, LOWER
            train_seconds, LOWER
            mse_to_noisy,
            psnr_noisy@gaussian:0.8,
            parameters,
            share_forward,
            """)
    void tellsFromTheName(String metric, Better expected) {
        assertThat(Better.of(metric).orElse(null)).isEqualTo(expected);
    }

    @Test
    void putsWhatIsNotFiniteLast() {
        assertThat(Better.LOWER.compare(1, 2)).isNegative();
        assertThat(Better.HIGHER.compare(1, 2)).isPositive();
        assertThat(Better.HIGHER.compare(Double.NaN, 1)).isPositive();
        assertThat(Better.LOWER.compare(1, Double.NEGATIVE_INFINITY)).isNegative();
    }
}
