package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TiledDenoisingTest {
    private static final ImageShape SHAPE = new ImageShape(3, 150, 333);

    private static List<Denoised> denoised(byte[] onnx, int tileSide) throws Exception {
        List<Pixels> images = List.of(
                Pixels.of(SHAPE, SampleImages.noise(SHAPE.size(), 1)),
                Pixels.of(SHAPE, SampleImages.noise(SHAPE.size(), 2)));
        SessionSettings settings = new SessionSettings(Provider.CPU, 1, 4, tileSide);
        try (DenoiserModel model = DenoiserModel.open(onnx, settings)) {
            return model.denoise(images);
        }
    }

    @Test
    void tilesShowNoSeams() throws Exception {
        byte[] blur = FixtureModels.anySizeBlurringDenoiser(3, "any");

        List<Denoised> whole = denoised(blur, 4_096);
        List<Denoised> tiled = denoised(blur, 64);

        for (int i = 0; i < whole.size(); i++) {
            assertThat(tiled.get(i).image().shape()).isEqualTo(SHAPE);
            assertThat(tiled.get(i).image().toArray())
                    .containsExactly(whole.get(i).image().toArray(), within(1e-6f));
        }
    }

    /** Whole, and in tiles of which the last have odd sides. */
    @ParameterizedTest
    @CsvSource({"2, 4096", "4, 64", "32, 4096", "32, 64"})
    void sidesThatTheNetworkDoesNotTakeAreRoundedUp(int multiple, int tileSide) throws Exception {
        List<Denoised> answers = denoised(FixtureModels.multiplesOnlyDenoiser(3, multiple, 0.5f), tileSide);

        for (int i = 0; i < answers.size(); i++) {
            float[] noisy = SampleImages.noise(SHAPE.size(), i + 1);
            for (int k = 0; k < noisy.length; k++) {
                noisy[k] /= 2;
            }
            assertThat(answers.get(i).image()).isEqualTo(Pixels.of(SHAPE, noisy));
        }
    }

    @Test
    void theLatentVectorIsTheMeanOfTheTiles() throws Exception {
        byte[] scale = FixtureModels.anySizeDenoiser(3, 0.5f, "any");

        Denoised whole = denoised(scale, 4_096).get(0);
        Denoised tiled = denoised(scale, 64).get(0);

        for (int i = 0; i < 3; i++) {
            // the mean of tiles that overlap is not quite that of the image
            assertThat(tiled.latent().get(i)).isCloseTo(whole.latent().get(i), within(0.01f));
        }
    }

    @Test
    void measuresHowFarAPixelReaches() throws Exception {
        SessionSettings settings = SessionSettings.cpu(1);
        try (DenoiserModel blur = DenoiserModel.open(FixtureModels.anySizeBlurringDenoiser(1, "any"), settings);
                DenoiserModel scale = DenoiserModel.open(FixtureModels.anySizeDenoiser(1, 0.5f, "any"), settings)) {
            assertThat(Influence.reach(blur::denoise, 1)).isEqualTo(1);
            assertThat(Influence.reach(scale::denoise, 1)).isZero();
        }
    }

    /** Three quarters of the picture are brighter by half than the tile: that much of its mean is, and half of the mean shows. */
    @Test
    void saysWhereTilesShowSeams() throws Exception {
        SessionSettings settings = new SessionSettings(Provider.CPU, 1, 4, 256);
        try (DenoiserModel mean = DenoiserModel.open(FixtureModels.wholeImageDenoiser(3, "any"), settings)) {
            assertThat(Influence.seam(mean::denoise, 3)).isCloseTo(0.1875f, within(0.005f));
            assertThat(mean.maybeCaveat()).hasValueSatisfying(caveat -> assertThat(caveat)
                    .startsWith("it looks farther than the 64 pixels that tiles overlap by at most: pictures that"
                            + " run in tiles, of more than 256 x 256 pixels here, may show seams, of up to 4")
                    .contains(" in 255"));
        }
    }

    /** Nor where an answer that is mostly clipped hides how far it looks. */
    @ParameterizedTest
    @ValueSource(floats = {0.5f, 20})
    void saysNothingOfSeamsThatAreNone(float factor) throws Exception {
        SessionSettings settings = SessionSettings.cpu(1);
        try (DenoiserModel scale = DenoiserModel.open(FixtureModels.anySizeDenoiser(1, factor, "any"), settings);
                DenoiserModel blur = DenoiserModel.open(FixtureModels.anySizeBlurringDenoiser(1, "any"), settings);
                DenoiserModel fixed = DenoiserModel.open(FixtureModels.denoiser(1, 4, 4, factor, "any"), settings)) {
            assertThat(scale.maybeCaveat()).isEmpty();
            assertThat(blur.maybeCaveat()).isEmpty();
            assertThat(fixed.maybeCaveat()).isEmpty();
        }
    }

    @Test
    void refusesTilesTooSmallToPay() {
        assertThatThrownBy(() -> new SessionSettings(Provider.CPU, 1, 4, 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected tiles of at least 64 pixels a side, found tileSide=32");
    }
}
