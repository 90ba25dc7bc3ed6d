package io.limpid.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSetTest {
    private static final ImageSet.Shape SHAPE = new ImageSet.Shape(1, 1, 2);

    private static ImageSet three() {
        return ImageSet.of(SHAPE, new byte[] {0, (byte) 255, 10, 20, 30, 40}, new byte[] {0, 1, 0}, List.of("a", "b"));
    }

    @Test
    void givesValuesFromZeroToExactlyOne() {
        float[] target = {9, 9, 9, 9};

        three().copyImage(0, target, 1);

        assertThat(target).containsExactly(9, 0, 1, 9);
    }

    @Test
    void aSliceHasItsOwnNumbering() {
        ImageSet slice = three().slice(1, 99);

        assertThat(slice.size()).isEqualTo(2);
        assertThat(slice.label(0)).isEqualTo(1);
        assertThat(slice.image(1)).containsExactly(30 * (1f / 255), 40 * (1f / 255));
        assertThat(slice.slice(1, 2).image(0)).isEqualTo(slice.image(1));
    }

    @Test
    void theSumIsOfWhatTheSliceHolds() {
        ImageSet copied = ImageSet.of(SHAPE, new byte[] {10, 20, 30, 40}, new byte[] {1, 0}, List.of("a", "b"));

        assertThat(three().slice(1, 3).sha256()).isEqualTo(copied.sha256()).isNotEqualTo(three().sha256());
    }

    @Test
    void picksImagesInAnyOrder() {
        ImageSet picked = three().slice(1, 3).pick(new int[] {1, 0, 1});

        assertThat(picked.size()).isEqualTo(3);
        assertThat(picked.image(0)).isEqualTo(three().image(2)).isEqualTo(picked.image(2));
        assertThat(picked.label(1)).isEqualTo(1);
        assertThat(picked.sha256()).isNotEqualTo(three().sha256());
        assertThatThrownBy(() -> three().pick(new int[] {3})).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aPartOfTheClassesKeepsTheirLabelsAndNames() {
        ImageSet onlyB = three().ofClasses(List.of("b"));

        assertThat(onlyB.size()).isEqualTo(1);
        assertThat(onlyB.label(0)).isEqualTo(1);
        assertThat(onlyB.labelNames()).containsExactly("a", "b");
        assertThat(onlyB.image(0)).isEqualTo(three().image(1));
        assertThatThrownBy(() -> three().ofClasses(List.of("c")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("[a, b], found 'c'");
    }

    @Test
    void refusesWhatIsOutside() {
        ImageSet slice = three().slice(0, 2);

        assertThatThrownBy(() -> slice.image(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.slice(3, 4)).isInstanceOf(DataException.class);
    }

    @Test
    void refusesLabelsWithoutANameAndMissingPixels() {
        assertThatThrownBy(() -> ImageSet.of(SHAPE, new byte[2], new byte[] {2}, List.of("a", "b")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("labels from 0 to 1, found 2 for image 0");
        assertThatThrownBy(() -> ImageSet.of(SHAPE, new byte[3], new byte[2], List.of("a")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected 4 bytes for 2 images");
    }
}
