package io.limpid.datasets.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpid.datasets.DataException;
import io.limpid.datasets.ImageSet.Shape;
import io.limpid.datasets.PairSet;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PatchesTest {
    private static final NoiseModel NONE = NoiseModel.parse("none");

    /** Two pictures of two channels whose values tell the picture, the channel, the row and the column; the input is 100 more. */
    private static final PairSet NUMBERED = new PairSet() {
        @Override
        public int size() {
            return 2;
        }

        @Override
        public String name(int index) {
            return "picture " + index;
        }

        @Override
        public Shape shape(int index) {
            return new Shape(2, 9 + index, 7);
        }

        @Override
        public float[] clean(int index) {
            float[] values = new float[shape(index).size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = 1000 * index + i;
            }
            return values;
        }

        @Override
        public float[] input(int index) {
            float[] values = clean(index);
            for (int i = 0; i < values.length; i++) {
                values[i] += 10_000;
            }
            return values;
        }
    };

    private static float[][] patch(Patches patches, int index, long seed, NoiseModel noise) {
        float[][] both = new float[2][patches.shape().size()];
        patches.copy(index, seed, noise, both[0], 0, both[1], 0);
        return both;
    }

    @Test
    void patchesAreTakenOfAllPicturesInTurn() {
        Patches patches = new Patches(NUMBERED, 5, 3, true);

        assertThat(patches.size()).isEqualTo(6);
        assertThat(patches.shape()).isEqualTo(new Shape(2, 5, 5));
        for (int i = 0; i < patches.size(); i++) {
            assertThat((int) patch(patches, i, 1, NoiseModel.parse("none:unclipped"))[1][0] / 1000)
                    .isEqualTo(i % 2);
        }
    }

    @Test
    void inputAndCleanPatchAreOfTheSamePlaceTurnedAlike() {
        Patches patches = new Patches(NUMBERED, 5, 100, true);

        for (int i = 0; i < patches.size(); i++) {
            float[][] both = patch(patches, i, 3, NoiseModel.parse("none:unclipped"));
            for (int k = 0; k < both[0].length; k++) {
                assertThat(both[0][k]).isEqualTo(both[1][k] + 10_000);
            }
        }
    }

    @Test
    void takesEveryPlaceAndEveryTurn() {
        Patches patches = new Patches(NUMBERED, 5, 2000, true);
        Set<String> corners = new HashSet<>();

        for (int i = 0; i < patches.size(); i += 2) {
            float[] clean = patch(patches, i, 3, NONE)[1];
            corners.add(clean[0] + " " + clean[4] + " " + clean[20]);
        }

        // of picture 0, 5 rows x 3 columns, 8 turns
        assertThat(corners).hasSize(5 * 3 * 8);
    }

    @Test
    void withoutTurnsRowsStayRows() {
        Patches patches = new Patches(NUMBERED, 5, 50, false);

        for (int i = 0; i < patches.size(); i++) {
            float[] clean = patch(patches, i, 3, NONE)[1];
            assertThat(clean[1] - clean[0]).isEqualTo(1);
            assertThat(clean[5] - clean[0]).isEqualTo(7);
            assertThat(clean[25] - clean[0]).isEqualTo(i % 2 == 0 ? 63 : 70);
        }
    }

    @Test
    void patchesOfLargerPicturesShowLess() {
        Patches patches = new Patches(NUMBERED, 6, 50, false, 3, 3);

        for (int i = 0; i < patches.size(); i++) {
            float[][] both = patch(patches, i, 1, NoiseModel.parse("none:unclipped"));
            // two by two pixels, between whose centres values rise by a third a step
            assertThat(both[1][3] - both[1][2]).isCloseTo(1f / 3, within(1e-3f));
            assertThat(both[1][5] - both[1][0]).isEqualTo(1);
            assertThat(both[0][5] - both[1][5]).isEqualTo(10_000);
        }
    }

    @Test
    void patchesOfSmallerPicturesShowMoreAsFarAsThereIsMore() {
        float[] half = patch(new Patches(NUMBERED, 3, 1, false, 0.5, 0.5), 0, 1, NoiseModel.parse("none:unclipped"))[1];
        float[] least =
                patch(new Patches(NUMBERED, 5, 1, false, 0.1, 0.1), 0, 1, NoiseModel.parse("none:unclipped"))[1];

        assertThat(half[1] - half[0]).isEqualTo(2);
        // means of the first and of the last 7/5 of seven columns
        assertThat(least[4] - least[0]).isCloseTo(8 / 1.4f - 0.4f / 1.4f, within(1e-3f));
    }

    @Test
    void sizesAreDrawn() {
        Patches patches = new Patches(NUMBERED, 4, 100, false, 1, 2);
        Set<Integer> steps = new HashSet<>();

        for (int i = 0; i < patches.size(); i++) {
            float[] clean = patch(patches, i, 1, NONE)[1];
            steps.add(Math.round(10 * (clean[2] - clean[1])));
        }

        assertThat(steps).contains(5, 10).hasSizeGreaterThan(2);
    }

    @Test
    void theSameSeedGivesTheSamePatchAndNoise() {
        Patches patches = new Patches(NUMBERED, 5, 10, true);
        NoiseModel noise = NoiseModel.parse("gaussian:0.5:unclipped");

        float[][] first = patch(patches, 7, 42, noise);
        patch(patches, 3, 42, noise);

        assertThat(patch(patches, 7, 42, noise)).isDeepEqualTo(first);
        assertThat(patch(patches, 7, 43, noise)[1]).isNotEqualTo(first[1]);
        assertThat(first[0][0]).isNotEqualTo(first[1][0] + 10_000).isBetween(first[1][0] + 9_990, first[1][0] + 10_010);
    }

    @Test
    void writesWhereItIsToldTo() {
        Patches patches = new Patches(NUMBERED, 5, 1, true);
        float[] input = new float[54];
        float[] clean = new float[60];
        Arrays.fill(input, -1);
        Arrays.fill(clean, -1);

        patches.copy(0, 1, NoiseModel.parse("none:unclipped"), input, 2, clean, 10);

        assertThat(new float[] {input[0], input[1], input[52], input[53], clean[9]})
                .containsOnly(-1);
        assertThat(Arrays.copyOfRange(clean, 10, 60)).doesNotContain(-1);
        assertThat(input[2]).isEqualTo(clean[10] + 10_000);
    }

    @Test
    void refusesPicturesSmallerThanAPatch() {
        assertThatThrownBy(() -> new Patches(NUMBERED, 8, 1, true))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "picture 0: expected at least 8 x 8 pixels of 2 channels for a patch, found 7 x 9");
    }
}
