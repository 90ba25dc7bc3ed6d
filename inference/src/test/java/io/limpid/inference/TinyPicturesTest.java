package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import io.limpid.inference.drift.TrainingStatistics;
import io.limpid.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network that pads with black darkens the borders of what it gets, and a tiny picture is all border. */
class TinyPicturesTest {
    private static final byte[] BLUR = FixtureModels.anySizeBlurringDenoiser(1, "s");
    private static final float AT_BLACK_CORNER = 4f / 9;

    private static byte[] trainedOn(int side) throws Exception {
        ImageShape shape = new ImageShape(1, side, side);
        List<Pixels> noise = IntStream.range(0, 300)
                .mapToObj(seed -> Pixels.of(shape, SampleImages.noise(shape.size(), seed)))
                .toList();
        try (DenoiserModel model = DenoiserModel.open(BLUR, SessionSettings.cpu(1))) {
            String statistics = TrainingStatistics.of(model, noise).toJson();
            return OnnxGraph.of(BLUR).bytes(Map.of(MetadataKeys.TRAINING_STATISTICS, statistics));
        }
    }

    private static float lowerRightOfWhite(byte[] onnx, int height, int width) throws Exception {
        ImageShape shape = new ImageShape(1, height, width);
        float[] white = new float[shape.size()];
        Arrays.fill(white, 1);
        try (DenoiserModel model = DenoiserModel.open(onnx, SessionSettings.cpu(1))) {
            Pixels answer =
                    model.denoise(List.of(Pixels.of(shape, white))).get(0).image();
            assertThat(answer.shape()).isEqualTo(shape);
            return answer.toArray()[shape.size() - 1];
        }
    }

    @ParameterizedTest
    @CsvSource({"24,2,3", "24,15,15", "12,11,3"})
    void areMirroredWhereTheTrainingImagesWereLarger(int trainedOn, int height, int width) throws Exception {
        assertThat(lowerRightOfWhite(trainedOn(trainedOn), height, width)).isCloseTo(1, within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({"24,16,16", "24,40,17", "12,12,12", "4,4,5"})
    void othersRunAsTheyAre(int trainedOn, int height, int width) throws Exception {
        assertThat(lowerRightOfWhite(trainedOn(trainedOn), height, width)).isCloseTo(AT_BLACK_CORNER, within(1e-6f));
    }

    /** By the size that it runs in: a row of pixels is mirrored to sixteen. */
    @Test
    void aLongRowRunsInTiles() throws Exception {
        ImageShape row = new ImageShape(1, 1, 1 << 18);
        AtomicInteger runs = new AtomicInteger();
        try (DenoiserModel model = DenoiserModel.open(trainedOn(24), SessionSettings.cpu(1))) {
            assertThat(model.denoise(List.of(Pixels.of(row, new float[row.size()])), runs::incrementAndGet))
                    .singleElement()
                    .satisfies(answer -> assertThat(answer.image().shape()).isEqualTo(row));
        }
        assertThat(runs).hasValueGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource({"2,3", "15,15"})
    void allRunAsTheyAreWhereTheFileTellsNothingOfItsTraining(int height, int width) throws Exception {
        assertThat(lowerRightOfWhite(BLUR, height, width)).isCloseTo(AT_BLACK_CORNER, within(1e-6f));
    }
}
