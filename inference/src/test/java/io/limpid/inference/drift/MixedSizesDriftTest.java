package io.limpid.inference.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.SessionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A model of any size was trained on patches, and gets whole pictures. */
class MixedSizesDriftTest {
    private static final int PATCH = 16;
    private static final int TILE = 12;
    private static final int WINDOW = 128;
    private static final double THRESHOLD = 2;

    private static DenoiserModel model;
    private static TrainingStatistics training;

    @BeforeAll
    static void calibrate() throws Exception {
        model = DenoiserModel.open(FixtureModels.anySizeDenoiser(1, 1, "s"), SessionSettings.cpu(1));
        List<Pixels> patches = new ArrayList<>();
        for (int seed = 0; seed < 400; seed++) {
            Pixels picture = picture(seed, 96, 96, 0.05);
            SplittableRandom place = new SplittableRandom(seed);
            patches.add(picture.crop(place.nextInt(97 - PATCH), place.nextInt(97 - PATCH), PATCH, PATCH));
        }
        training = TrainingStatistics.of(model, patches);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    /** Tiles of any brightness, with noise: a patch sees a few of them, a picture many. */
    private static Pixels picture(long seed, int height, int width, double sigma) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] tiles = SampleImages.noise((height / TILE + 1) * (width / TILE + 1), seed);
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            float tile = tiles[i / width / TILE * (width / TILE + 1) + i % width / TILE];
            values[i] = (float) (tile + sigma * random.nextGaussian());
        }
        return Pixels.of(new ImageShape(1, height, width), values);
    }

    /** Of a window of pictures of which hardly two have one size. */
    private static DriftWindow.Drift ofPictures(double sigma, float brighter) throws Exception {
        DriftWindow window = new DriftWindow(training, WINDOW);
        DriftWindow.Drift latest = null;
        SplittableRandom sides = new SplittableRandom(5);
        for (int i = 0; i < WINDOW; i++) {
            Pixels picture = picture(10_000 + i, sides.nextInt(PATCH + 1, 160), sides.nextInt(PATCH, 160), sigma);
            latest = DriftWindowTest.add(window, model, brightened(picture, brighter))
                    .orElse(latest);
        }
        return latest;
    }

    private static Pixels brightened(Pixels picture, float brighter) {
        float[] values = picture.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f + (values[i] - 0.5f) * 0.5f + brighter;
        }
        return brighter == 0 ? picture : Pixels.of(picture.shape(), values);
    }

    @Test
    void picturesLikeThoseThatThePatchesWereOfDoNotDrift() throws Exception {
        DriftWindow.Drift drift = ofPictures(0.05, 0);

        assertThat(drift.images()).isEqualTo(WINDOW);
        assertThat(drift.input()).isPositive().isLessThan(THRESHOLD);
        // the mean of a whole picture varies less than a patch's
        assertThat(drift.latent()).isEmpty();
    }

    @Test
    void otherPicturesDrift() throws Exception {
        assertThat(ofPictures(0.15, 0).worst()).isGreaterThan(THRESHOLD);
        assertThat(ofPictures(0.05, 0.2f).worst()).isGreaterThan(THRESHOLD);
    }

    @Test
    void latentVectorsAreComparedOfImagesOfThePatchesSize() throws Exception {
        DriftWindow window = new DriftWindow(training, WINDOW);
        DriftWindow.Drift latest = null;
        for (int i = 0; i < WINDOW; i++) {
            int side = i % 2 == 0 ? PATCH : 100;
            Pixels picture = picture(20_000 + i, 96 + PATCH, 96 + PATCH, 0.05);
            latest = DriftWindowTest.add(window, model, picture.crop(i % 12, i % 12, side, side))
                    .orElse(latest);
        }

        assertThat(latest.images()).isEqualTo(WINDOW);
        assertThat(latest.latent().orElseThrow()).isLessThan(THRESHOLD);
    }

    @Test
    void smallerImagesArePassedOverAndCounted() throws Exception {
        DriftWindow window = new DriftWindow(training, 8);

        for (int i = 0; i < 20; i++) {
            assertThat(DriftWindowTest.add(window, model, picture(i, PATCH, PATCH - 1, 0.05)))
                    .isEmpty();
        }

        assertThat(window.missing()).isEqualTo(8);
        assertThat(window.passedOver()).isEqualTo(20);
    }
}
