package io.limpid.inference.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.MetadataKeys;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.SessionSettings;
import io.limpid.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftWindowTest {
    private static final ImageShape SHAPE = new ImageShape(1, 8, 8);
    private static final byte[] ONNX = FixtureModels.denoiser(1, 8, 8, 1, "s");

    private static DenoiserModel model;
    private static TrainingStatistics training;

    @BeforeAll
    static void calibrate() throws Exception {
        model = DenoiserModel.open(ONNX, SessionSettings.cpu(1));
        training = TrainingStatistics.of(model, images(0, 300, 1, 0));
    }

    @AfterAll
    static void close() {
        model.close();
    }

    /** Uniform noise, made weaker or brighter. */
    private static List<Pixels> images(int from, int count, float strength, float brighter) {
        return IntStream.range(from, from + count)
                .mapToObj(seed -> {
                    float[] values = SampleImages.noise(SHAPE.size(), seed);
                    for (int i = 0; i < values.length; i++) {
                        values[i] = 0.5f + strength * (values[i] - 0.5f) + brighter;
                    }
                    return Pixels.of(SHAPE, values);
                })
                .toList();
    }

    private static Optional<DriftWindow.Drift> add(DriftWindow window, Pixels image) throws Exception {
        return add(window, model, image);
    }

    /** As a service does with an image that it has denoised. */
    static Optional<DriftWindow.Drift> add(DriftWindow window, DenoiserModel model, Pixels image) throws Exception {
        return window.add(
                image,
                NoiseSigma.of(image),
                model.denoise(List.of(image)).get(0).latent());
    }

    @Test
    void tellsWhenTheImagesChangeAndWhenTheyAreAsBeforeAgain() throws Exception {
        DriftWindow window = new DriftWindow(training, 64);
        assertThat(window.missing()).isEqualTo(64);
        Optional<DriftWindow.Drift> first = Optional.empty();
        for (Pixels image : images(1000, 64, 1, 0)) {
            assertThat(first).isEmpty();
            first = add(window, image);
        }
        assertThat(window.missing()).isZero();
        assertThat(first).hasValueSatisfying(drift -> {
            assertThat(drift.worst()).isLessThan(2);
            assertThat(drift.images()).isEqualTo(64);
        });

        Optional<DriftWindow.Drift> changed = lastOf(window, images(2000, 32, 0.5f, 0));
        assertThat(changed)
                .hasValueSatisfying(drift -> assertThat(drift.input()).isGreaterThan(2));

        Optional<DriftWindow.Drift> again = lastOf(window, images(3000, 64, 1, 0));
        assertThat(again).hasValueSatisfying(drift -> assertThat(drift.worst()).isLessThan(2));
    }

    private static Optional<DriftWindow.Drift> lastOf(DriftWindow window, List<Pixels> images) throws Exception {
        Optional<DriftWindow.Drift> latest = Optional.empty();
        for (Pixels image : images) {
            latest = add(window, image);
        }
        return latest;
    }

    @Test
    void latentVectorsTellOfWhatTheInputsMeasuresDoNot() throws Exception {
        DriftWindow window = new DriftWindow(training, 64);
        Optional<DriftWindow.Drift> latest = Optional.empty();
        for (Pixels image : images(1000, 64, 1, 0)) {
            // the picture is as ever, its latent vector that of a brighter one
            Pixels other = images(5, 1, 0, 0.2f).get(0);
            latest = window.add(
                    image,
                    NoiseSigma.of(image),
                    model.denoise(List.of(other)).get(0).latent());
        }

        assertThat(latest).hasValueSatisfying(drift -> {
            assertThat(drift.input()).isLessThan(2);
            assertThat(drift.latent().orElseThrow()).isGreaterThan(2);
        });
    }

    @Test
    void theStatisticsAreThoseThatTheFileHolds() throws Exception {
        byte[] told = OnnxGraph.of(ONNX).bytes(Map.of(MetadataKeys.TRAINING_STATISTICS, training.toJson()));

        try (DenoiserModel reopened = DenoiserModel.open(told, SessionSettings.cpu(1))) {
            assertThat(reopened.maybeTraining()).contains(training);
        }
        assertThat(model.maybeTraining()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | can't be read",
                "{} | can't be read",
                "{\"shape\":{\"channels\":1,\"height\":0,\"width\":8}} | can't be read",
                "{\"shape\":{\"channels\":1,\"height\":8,\"width\":8},\"input\":{\"images\":9,\"mean\":[0,0,0],\"deviation\":[1,1,0],\"scale\":[1,1,0],\"unit\":1}} | can't be read",
                "{\"shape\":{\"channels\":1,\"height\":8,\"width\":8},\"input\":{\"images\":9,\"mean\":[0,0],\"deviation\":[1,1],\"scale\":[1,1],\"unit\":1}} | can't be read",
                "{\"shape\":{\"channels\":1,\"height\":8,\"width\":8},\"input\":{\"images\":9,\"mean\":[0,0,0],\"deviation\":[1,1,1],\"scale\":[1,1,1],\"unit\":1},\"latent\":{\"images\":9,\"mean\":[0],\"deviation\":[1],\"scale\":[1],\"unit\":1}} | latent vectors of 4 values, found 1",
            })
    void aModelWithStatisticsThatAreNoneIsRefused(String json, String message) {
        byte[] told = OnnxGraph.of(ONNX).bytes(Map.of(MetadataKeys.TRAINING_STATISTICS, json));

        assertThatThrownBy(() -> DenoiserModel.open(told, SessionSettings.cpu(1)))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining(message);
    }
}
