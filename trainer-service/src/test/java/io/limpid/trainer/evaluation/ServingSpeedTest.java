package io.limpid.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpid.contracts.image.ImageShape;
import io.limpid.fixtures.FixtureModels;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServingSpeedTest {
    private static final ImageShape TRAINED = new ImageShape(1, 28, 28);

    @Test
    void ofOneSizeItIsThatOfABatch() throws Exception {
        Map<String, Double> metrics = ServingSpeed.of(FixtureModels.denoiser(1, 28, 28, 1, "s"), TRAINED)
                .metrics();

        assertThat(metrics).containsOnlyKeys("serving_ms", "serving_megapixels_per_second");
        assertThat(megapixels(metrics)).isCloseTo(28 * 28 / 1e6, within(1e-9));
    }

    /** Not that of the patches it was trained on. */
    @Test
    void ofAnySizeItIsThatOfAPicture() throws Exception {
        Map<String, Double> metrics = ServingSpeed.of(FixtureModels.anySizeDenoiser(1, 1, "s"), TRAINED)
                .metrics();

        assertThat(megapixels(metrics)).isCloseTo(512 * 512 / 1e6, within(1e-9));
    }

    /** Of one image, by both figures. */
    private static double megapixels(Map<String, Double> metrics) {
        assertThat(metrics.get("serving_ms")).isPositive();
        return metrics.get("serving_megapixels_per_second") * metrics.get("serving_ms") / 1e3;
    }
}
