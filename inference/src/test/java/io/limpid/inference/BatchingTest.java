package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchingTest {
    private static final ImageShape SHAPE = new ImageShape(3, 10, 6);
    private static final float ROUNDING = 1e-6f;

    @Test
    void convolvesAsPlainJavaDoesWhateverTheBatch() throws Exception {
        List<Pixels> images = IntStream.range(0, 7)
                .mapToObj(i -> Pixels.of(SHAPE, SampleImages.noise(SHAPE.size(), i)))
                .toList();
        byte[] onnx = FixtureModels.blurringDenoiser(3, 10, 6, "space");
        for (int maxBatch : new int[] {1, 3, 64}) {
            try (DenoiserModel model = DenoiserModel.open(onnx, new SessionSettings(Provider.CPU, 2, maxBatch))) {
                List<Denoised> answers = model.denoise(images);

                for (int i = 0; i < images.size(); i++) {
                    assertBlurred(images.get(i), answers.get(i).image());
                }
            }
        }
    }

    private static void assertBlurred(Pixels image, Pixels answer) {
        for (int c = 0; c < SHAPE.channels(); c++) {
            for (int y = 0; y < SHAPE.height(); y++) {
                for (int x = 0; x < SHAPE.width(); x++) {
                    assertThat(answer.get(c, y, x)).isCloseTo(meanAround(image, c, y, x), within(ROUNDING));
                }
            }
        }
    }

    private static float meanAround(Pixels image, int channel, int y, int x) {
        double sum = 0;
        for (int row = Math.max(0, y - 1); row <= Math.min(SHAPE.height() - 1, y + 1); row++) {
            for (int column = Math.max(0, x - 1); column <= Math.min(SHAPE.width() - 1, x + 1); column++) {
                sum += image.get(channel, row, column);
            }
        }
        return (float) (sum / 9);
    }

    @ParameterizedTest
    @CsvSource({
        "64, 784, 64",
        "512, 16384, 256",
        "64, 65536, 4",
        "64, 262144, 1",
        "64, 12582912, 1",
        "1, 784, 1",
        "512, 16777216, 1"
    })
    void fewLargeImagesRunAtOnce(int maxBatch, int valuesEach, int atOnce) {
        assertThat(Dimensions.atOnce(maxBatch, valuesEach)).isEqualTo(atOnce);
    }

    @Test
    void takesManyLargeImages() throws Exception {
        ImageShape large = new ImageShape(3, 1_024, 1_024);
        List<Pixels> images = IntStream.range(0, 3)
                .mapToObj(i -> Pixels.of(large, SampleImages.noise(large.size(), i)))
                .toList();
        try (DenoiserModel model =
                DenoiserModel.open(FixtureModels.anySizeDenoiser(3, 0.5f, "any"), SessionSettings.cpu(1))) {
            List<Denoised> answers = model.denoise(images);

            assertThat(answers)
                    .extracting(answer -> answer.image().get(12_345))
                    .containsExactly(
                            images.get(0).get(12_345) / 2,
                            images.get(1).get(12_345) / 2,
                            images.get(2).get(12_345) / 2);
        }
    }

    @Test
    void namesTheImageBeyondTheFirstBatch() throws Exception {
        ImageShape shape = new ImageShape(1, 4, 4);
        float[] fatal = new float[16];
        fatal[0] = 0.5f;
        Pixels good = Pixels.of(shape, new float[16]);
        try (DenoiserModel model =
                DenoiserModel.open(FixtureModels.fragileDenoiser(1, 4, 4), new SessionSettings(Provider.CPU, 1, 2))) {
            assertThatThrownBy(() -> model.denoise(List.of(good, good, good, Pixels.of(shape, fatal))))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("image 3 of the batch");
        }
    }

    @Test
    void buffersAreReused() {
        BatchTensors tensors = new BatchTensors();
        FloatBuffer first = tensors.buffer("image", 8).put(0, 7);

        assertThat(tensors.buffer("image", 4).get(0)).as("a smaller batch").isEqualTo(7);
        assertThat(tensors.buffer("latent", 8).get(0)).as("another tensor").isZero();
        assertThat(tensors.buffer("image", 4).limit()).isEqualTo(4);
        assertThat(first.isDirect()).isTrue();
    }

    @Test
    void latentVectorsOfOtherSizesNeverMix() throws Exception {
        try (ClassifierModel head =
                ClassifierModel.open(FixtureModels.latentHead(4, "space"), SessionSettings.cpu(1))) {
            List<LatentVector> longAndShort =
                    List.of(LatentVector.of(new float[] {1, 0, 0, 0, 9}), LatentVector.of(new float[] {0, 0, 1}));

            assertThatThrownBy(() -> head.classifyLatents(longAndShort))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("latent[4]")
                    .hasMessageContaining("LatentVector[5]");
            assertThat(head.classifyLatents(List.of())).isEmpty();
        }
    }

    @Test
    void picturesOfOtherShapesNeverMix() throws Exception {
        Pixels flat = Pixels.of(new ImageShape(1, 2, 8), new float[16]);
        try (ClassifierModel model =
                ClassifierModel.open(FixtureModels.frameClassifier(1, 4, 4), SessionSettings.cpu(1))) {
            assertThatThrownBy(() -> model.classifyFrames(List.of(flat)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[1,4,4]")
                    .hasMessageContaining("[1,2,8]");
        }
    }

    @Test
    void autoRunsSomewhere() throws Exception {
        byte[] onnx = FixtureModels.denoiser(1, 4, 4, 1, "space");
        try (DenoiserModel model = DenoiserModel.open(onnx, new SessionSettings(Provider.AUTO, 1, 4))) {
            String expected = ProviderChoice.autoMeansCuda() ? "cuda|cpu" : "cpu";
            assertThat(model.providerInUse()).matches(expected);
        }
    }
}
