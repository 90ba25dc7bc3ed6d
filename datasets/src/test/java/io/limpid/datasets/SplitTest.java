package io.limpid.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
    /** 100 images of one value, their number; seven in ten are of class a. */
    private static final ImageSet SET = numbered();

    private static ImageSet numbered() {
        byte[] pixels = new byte[100];
        byte[] labels = new byte[100];
        for (int i = 0; i < 100; i++) {
            pixels[i] = (byte) i;
            labels[i] = (byte) (i % 10 < 7 ? 0 : 1);
        }
        return ImageSet.of(new ImageSet.Shape(1, 1, 1), pixels, labels, List.of("a", "b"));
    }

    private static List<Integer> numbers(ImageSet set) {
        return IntStream.range(0, set.size())
                .mapToObj(i -> Math.round(set.image(i)[0] * 255))
                .toList();
    }

    @Test
    void partsAreWholeAndKeepTheOrder() {
        Split split = Split.of(SET, 30, 7);

        assertThat(numbers(split.heldOut())).hasSize(30).isSorted();
        assertThat(numbers(split.training()))
                .hasSize(70)
                .isSorted()
                .doesNotContainAnyElementsOf(numbers(split.heldOut()));
    }

    @Test
    void theSeedDecides() {
        List<Integer> heldOut = numbers(Split.of(SET, 30, 7).heldOut());

        assertThat(numbers(Split.of(SET, 30, 7).heldOut())).isEqualTo(heldOut);
        assertThat(numbers(Split.of(SET, 30, 8).heldOut())).isNotEqualTo(heldOut);
    }

    /** A changed split would compare figures of different images. */
    @Test
    void theSplitIsThatOfOtherMachines() {
        assertThat(numbers(Split.of(SET, 5, 1).heldOut())).containsExactly(7, 26, 59, 85, 87);
    }

    @Test
    void aStratifiedSplitHoldsOutOfEveryClassAlike() {
        Split split = Split.stratified(SET, 0.2, 3);

        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < split.heldOut().size(); i++) {
            labels.add(split.heldOut().label(i));
        }
        assertThat(labels).hasSize(20);
        assertThat(labels.stream().filter(label -> label == 0)).hasSize(14);
        assertThat(numbers(split.training())).hasSize(80).doesNotContainAnyElementsOf(numbers(split.heldOut()));
    }

    @Test
    void nothingNeedBeHeldOut() {
        assertThat(Split.of(SET, 0, 1).heldOut().size()).isZero();
        assertThat(Split.of(SET, 0, 1).training().sha256()).isEqualTo(SET.sha256());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 100, 101})
    void refusesToLeaveNothingForTraining(int heldOut) {
        assertThatThrownBy(() -> Split.of(SET, heldOut, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("fewer than the 100 images, found " + heldOut);
    }
}
