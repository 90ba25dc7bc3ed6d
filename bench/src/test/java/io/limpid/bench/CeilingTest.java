package io.limpid.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.image.ImageShape;
import io.limpid.fixtures.FixtureModels;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.Provider;
import io.limpid.inference.SessionSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class CeilingTest {
    @Test
    void runsEverySetting() throws Exception {
        Ceiling ceiling = new Ceiling(FixtureModels.denoiser(1, 4, 4, 0.5f, "space"), Provider.CPU, 0.3);

        for (Ceiling.Setting setting : List.of(new Ceiling.Setting(1, 2, 1), new Ceiling.Setting(2, 1, 64))) {
            Ceiling.Rate rate = ceiling.measure(setting);
            assertThat(rate.imagesPerSecond()).isPositive();
            assertThat(rate.cpuMicros()).isPositive();
        }
    }

    @Test
    void saysWhichModelsItTakes() {
        Ceiling ceiling = new Ceiling(FixtureModels.anySizeDenoiser(1, 0.5f, "space"), Provider.CPU, 0.05);

        assertThatThrownBy(() -> ceiling.measure(new Ceiling.Setting(1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a model of one size of images");
    }

    @Test
    void theFeedForwardNetworkIsAClassifierOfThePublishedSize() throws Exception {
        assertThat(FeedForward.parameters()).isEqualTo(27_562);
        try (ClassifierModel model = ClassifierModel.open(FeedForward.onnx(), SessionSettings.cpu(1))) {
            assertThat(model.description().labels()).hasSize(10);
            assertThat(model.description().input().accepts(new ImageShape(1, 28, 28)))
                    .isTrue();
        }
    }
}
