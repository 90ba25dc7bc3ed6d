package io.limpid.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpid.contracts.image.ImageShape;
import io.limpid.datasets.ImageSet.Shape;
import io.limpid.datasets.PairSet;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.trainer.analysis.anomaly.TrainingPairs.Pair;
import org.junit.jupiter.api.Test;

class WholePicturesTest {
    private static final NoiseModel NONE = NoiseModel.parse("none");

    /** Of one shape, each darker than the one before; inputs are half as bright as clean pictures. */
    private record Pictures(int size, int height, int width) implements PairSet {
        @Override
        public String name(int index) {
            return "picture " + index;
        }

        @Override
        public Shape shape(int index) {
            return new Shape(1, height, width);
        }

        @Override
        public float[] input(int index) {
            return filled(0.5f / (index + 1));
        }

        @Override
        public float[] clean(int index) {
            return filled(1f / (index + 1));
        }

        private float[] filled(float value) {
            float[] values = new float[height * width];
            java.util.Arrays.fill(values, value);
            return values;
        }
    }

    private static Pair pair(PairSet pictures, double smallest, double largest, int index) {
        return new WholePictures(pictures, NONE, 1, 16, smallest, largest, pictures.size()).pair(index);
    }

    @Test
    void areWholeInTheirOwnSize() {
        Pair pair = pair(new Pictures(3, 400, 600), 1, 1, 1);

        assertThat(pair.clean().shape()).isEqualTo(new ImageShape(1, 400, 600));
        assertThat(pair.clean().get(0)).isEqualTo(0.5f);
        assertThat(pair.noisy().shape()).isEqualTo(new ImageShape(1, 400, 600));
        assertThat(pair.noisy().get(0)).isEqualTo(0.25f);
    }

    @Test
    void areCutToATileWhereAServiceCutsThem() {
        assertThat(pair(new Pictures(1, 600, 700), 1, 1, 0).noisy().shape()).isEqualTo(new ImageShape(1, 512, 512));
        assertThat(pair(new Pictures(1, 100, 9_000), 1, 1, 0).noisy().shape()).isEqualTo(new ImageShape(1, 100, 512));
    }

    /** Without ever making the whole of a picture that would not fit into memory. */
    @Test
    void areEnlargedByNoMoreThanATileShows() {
        Pair pair = pair(new Pictures(1, 3_000, 4_000), 10, 10, 0);

        assertThat(pair.noisy().shape().height()).isCloseTo(512, within(5));
        assertThat(pair.noisy().shape().width()).isCloseTo(512, within(5));
    }

    @Test
    void areShrunkToNoLessThanAPatch() {
        assertThat(pair(new Pictures(1, 64, 128), 0.1, 0.1, 0).noisy().shape()).isEqualTo(new ImageShape(1, 16, 32));
        assertThat(pair(new Pictures(1, 8, 8), 0.1, 0.1, 0).noisy().shape()).isEqualTo(new ImageShape(1, 8, 8));
    }

    @Test
    void areSpreadEvenlyAndTheSameEachTime() {
        PairSet pictures = new Pictures(10, 40, 40);
        WholePictures five = new WholePictures(pictures, NoiseModel.parse("gaussian:0.1"), 1, 16, 0.5, 2, 5);

        assertThat(five.size()).isEqualTo(5);
        assertThat(five.pair(4).clean().get(0)).isCloseTo(1f / 9, within(1e-6f));
        assertThat(five.pair(2).noisy()).isEqualTo(five.pair(2).noisy());
        assertThat(five.pair(2).noisy().shape())
                .isNotEqualTo(five.pair(3).noisy().shape());
    }

    @Test
    void costWhatIsShownOfThem() {
        assertThat(WholePictures.pixels(new Pictures(2, 100, 200), 1)).isEqualTo(20_000);
        assertThat(WholePictures.pixels(new Pictures(2, 100, 200), 2)).isEqualTo(80_000);
        assertThat(WholePictures.pixels(new Pictures(2, 40_000, 40_000), 10)).isEqualTo(512 * 512);
    }
}
