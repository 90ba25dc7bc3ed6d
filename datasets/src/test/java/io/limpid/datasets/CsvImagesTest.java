package io.limpid.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvImagesTest {
    @TempDir
    Path folder;

    private final CsvImages csv = new CsvImages(new ImageSet.Shape(1, 1, 3), List.of("A", "B"));

    private ImageSet read(String images, String labels) {
        return csv.read(
                TinySet.write(folder.resolve("images.csv"), images.getBytes()),
                TinySet.write(folder.resolve("labels.csv"), labels.getBytes()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0,1,255|128,0,1; 0 1 255 128 0 1",
                "0,1,0|1,0.5,0; 0 255 0 255 128 0",
                "1,0,1|0,0,1; 255 0 255 0 0 255",
                "0.0, 1.0,2.0|254.6,0,1; 0 1 2 255 0 1"
            })
    void findsTheScaleOfTheValues(String images, String expected) {
        ImageSet set = read(images.replace('|', '\n') + "\n", "A\nB\n");

        StringBuilder found = new StringBuilder();
        for (int i = 0; i < 2; i++) {
            for (float value : set.image(i)) {
                found.append(Math.round(value * 255)).append(' ');
            }
        }
        assertThat(found.toString().trim()).isEqualTo(expected);
    }

    @Test
    void takesLabelsByNameAndNumberAndPassesOverColumnNames() {
        ImageSet set = read("p0,p1,p2\n1,2,3\n\n4,5,6\n7,8,9\n10,11,12\n", "label\nB\n0\n1.0\na\n");

        assertThat(set.size()).isEqualTo(4);
        assertThat(new int[] {set.label(0), set.label(1), set.label(2), set.label(3)})
                .containsExactly(1, 0, 1, 0);
    }

    @Test
    void readsZippedFiles() {
        Path images = TinySet.write(folder.resolve("images.csv.gz"), TinySet.zipped("1,2,3".getBytes()));
        Path labels = TinySet.write(folder.resolve("labels.csv.gz"), TinySet.zipped("B".getBytes()));

        assertThat(csv.read(images, labels).label(0)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1,2,3|4,5; A|B; images.csv, line 2: expected 3 values, found 2",
                "1,2,3|4,5,6,7; A|B; images.csv, line 2: expected 3 values, found 4",
                "1,2,x; A; images.csv, line 1: expected numbers separated by commas, found 'x'",
                "1,2,; A; images.csv, line 1: expected numbers separated by commas, found ''",
                "1,2,256; A; images.csv, line 1: expected values from 0 to 255, as those before, found 256.0",
                "0,1,0.5|0,2,1; A|B; images.csv, line 2: expected values from 0 to 1, as those before, found 2.0",
                "1,2,3|4,5,6; A|C; labels.csv, line 2: expected a label of [A, B], or a number from 0 to 1, found 'C'",
                "1,2,3|4,5,6; A|7; labels.csv, line 2: expected a label of [A, B], or a number from 0 to 1, found '7'",
                "1,2,3|4,5,6; A; labels.csv: expected a label for each of the 2 images of images.csv, found 1"
            })
    void namesTheFileAndTheLineThatIsWrong(String images, String labels, String message) {
        assertThatThrownBy(() -> read(images.replace('|', '\n'), labels.replace('|', '\n')))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }
}
