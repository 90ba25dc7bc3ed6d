package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MosaicTest {
    private static final Tiling.Tile LEFT = new Tiling.Tile(new Tiling.Span(0, 2, 0, 2), new Tiling.Span(0, 4, 0, 3));
    private static final Tiling.Tile RIGHT = new Tiling.Tile(new Tiling.Span(0, 2, 0, 2), new Tiling.Span(2, 4, 3, 4));

    private final Mosaic mosaic = new Mosaic(new ImageShape(1, 2, 4), 1);

    private static Denoised answer(int width, float value, OptionalDouble anomaly) {
        float[] values = new float[2 * width];
        java.util.Arrays.fill(values, value);
        Pixels image = Pixels.of(new ImageShape(1, 2, width), values);
        return new Denoised(image, LatentVector.of(new float[] {value}), anomaly);
    }

    @Test
    void putsTogetherCoresAndWeighsByThem() {
        mosaic.put(LEFT, answer(4, 0.25f, OptionalDouble.of(0.5)));
        mosaic.put(RIGHT, answer(2, 0.75f, OptionalDouble.of(4)));

        Denoised denoised = mosaic.denoised();

        assertThat(denoised.image().toArray()).containsExactly(0.25f, 0.25f, 0.25f, 0.75f, 0.25f, 0.25f, 0.25f, 0.75f);
        assertThat(denoised.latent().get(0)).isEqualTo(0.375f);
        assertThat(denoised.anomaly().orElseThrow()).isCloseTo(Math.sqrt(0.75 * 0.25 + 0.25 * 16), within(1e-12));
    }

    @Test
    void isNotAnomalousWhereNoScoreIs() {
        mosaic.put(LEFT, answer(4, 0, OptionalDouble.empty()));
        mosaic.put(RIGHT, answer(2, 0, OptionalDouble.empty()));

        assertThat(mosaic.denoised().anomaly()).isEmpty();
    }
}
