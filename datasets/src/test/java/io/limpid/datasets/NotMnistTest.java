package io.limpid.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotMnistTest {
    private static final SetFacts FACTS = new SetFacts("tiny", "1 x 1 x 2", 0, 0, "none");

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private final NotMnist set = new NotMnist(new IdxSet("notmnist", FACTS, NotMnist.LETTERS, Map.of(), List.of()));

    /** 50 images of two pixels and five classes: five are blank, and image 7 comes three times. */
    @BeforeEach
    void writeTestFiles() {
        writePair(IdxSet.TEST_IMAGES, IdxSet.TEST_LABELS, 50, 0);
    }

    private void writePair(String images, String labels, int count, int first) {
        ByteBuffer pixels = ByteBuffer.allocate(16 + 2 * count);
        pixels.putInt(0x0803).putInt(count).putInt(1).putInt(2);
        ByteBuffer classes = ByteBuffer.allocate(8 + count);
        classes.putInt(0x0801).putInt(count);
        for (int i = 0; i < count; i++) {
            boolean blank = i % 10 == 0;
            int number = i == 17 || i == 27 ? 7 : i;
            pixels.put((byte) (first + number)).put((byte) (blank ? first + number : 255));
            classes.put((byte) (i % 5));
        }
        TinySet.write(folder.resolve("notmnist").resolve(images), pixels.array());
        TinySet.write(folder.resolve("notmnist").resolve(labels), classes.array());
    }

    private DataSet load() {
        return new DataSets(List.of(set), List.of(new FolderSource("here", folder))).load("notmnist", said::add);
    }

    private static Set<String> contents(ImageSet set) {
        Set<String> contents = new HashSet<>();
        for (int i = 0; i < set.size(); i++) {
            contents.add(Arrays.toString(set.image(i)));
        }
        return contents;
    }

    @Test
    void dropsBlanksAndRepeatsBeforeItHoldsOutAFifth() {
        DataSet data = load();

        assertThat(data.train().size() + data.test().size()).isEqualTo(50 - 5 - 2);
        assertThat(data.test().size()).isEqualTo(9);
        assertThat(contents(data.train()))
                .hasSize(data.train().size())
                .doesNotContainAnyElementsOf(contents(data.test()));
        assertThat(data.train().labelNames()).startsWith("A", "B");
        assertThat(said)
                .anyMatch(line -> line.contains("dropped 5 blank images and 2 exact repeats of 50 images"))
                .anyMatch(line -> line.contains("34 of them train, 9 test"));
    }

    @Test
    void keepsTheSplitOfTheWholeSetButTestsOnNothingItTrainsOn() {
        writePair(IdxSet.TRAIN_IMAGES, IdxSet.TRAIN_LABELS, 40, 20);

        DataSet data = load();

        assertThat(data.train().size()).isEqualTo(40 - 4 - 2);
        assertThat(contents(data.test())).isNotEmpty().doesNotContainAnyElementsOf(contents(data.train()));
    }

    @Test
    void theSameFilesGiveTheSameSplit() {
        assertThat(load().test().sha256()).isEqualTo(load().test().sha256());
    }
}
