package io.limpid.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfficeNoiseTest {
    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    /** As one looks at the set's own files. */
    @ParameterizedTest
    @CsvSource({
        "2.png, coffee, sheets-2",
        "5.png, folded, sheets-2",
        "8, footprints, sheets-2",
        "11.png, wrinkled, sheets-2",
        "12.png, wrinkled, sheets-3",
        "14.png, coffee, sheets-2",
        "13.png, coffee, sheets-1",
        "167.png, wrinkled, sheets-2"
    })
    void tellsKindAndSheetsFromTheNumber(String name, String kind, String sheets) {
        assertThat(OfficeNoise.of(name)).containsExactly(kind, sheets);
    }

    @Test
    void refusesOtherNames() {
        assertThatThrownBy(() -> OfficeNoise.of("page.png"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("page.png: expected a scan named by its number");
    }

    /** Pages as the set numbers them: kinds of one page are three numbers apart. */
    private PictureData load(List<String> unseen) {
        for (int page = 0; page < 4; page++) {
            for (int kind = 0; kind < 4; kind++) {
                int grey = page + 10;
                String file = (12 * page + 3 * kind + 2) + ".png";
                TinySet.write(
                        folder.resolve("noisyoffice/noisy/" + file),
                        TestPictures.png(1, 4, 4, (c, y, x) -> grey + 100));
                TinySet.write(
                        folder.resolve("noisyoffice/clean/" + file), TestPictures.png(1, 4, 4, (c, y, x) -> grey));
            }
        }
        PictureRequest request = new PictureRequest("noisyoffice", 1, 0, 0.25, 1, 0, unseen, Broken.REFUSE);
        return new DataSets(List.of(), List.of(new FolderSource("here", folder))).loadPictures(request, said::add);
    }

    private static List<String> kinds(PairSet pairs) {
        return IntStream.range(0, pairs.size())
                .mapToObj(i -> OfficeNoise.of(pairs.name(i)).get(0))
                .toList();
    }

    @Test
    void trainsWithoutUnseenKindsAndTestsNoOthers() {
        PictureData data = load(List.of("wrinkled", "coffee"));

        assertThat(kinds(data.train())).hasSize(6).containsOnly("folded", "footprints");
        assertThat(kinds(data.test())).containsExactlyInAnyOrder("wrinkled", "coffee");
        assertThat(said)
                .anyMatch(line -> line.contains("6 pairs of 3 clean pictures to train with, 2 of 1 to test with"));
        assertThat(kinds(load(List.of()).train())).hasSize(12);
    }

    @Test
    void aSheetIsUnseenWithAllThatLieOnIt() {
        assertThatThrownBy(() -> load(List.of("sheets-2")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("leave none to train with");
        assertThatThrownBy(() -> load(List.of("sheets-3")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("[sheets-3] leave none to test with");
    }

    @Test
    void saysWhichKindsThereAre() {
        assertThatThrownBy(() -> load(List.of("torn")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "of [coffee, folded, footprints, wrinkled, sheets-1, sheets-2, sheets-3], which noisyoffice has, found [torn]");
        assertThatThrownBy(() -> load(OfficeNoise.KINDS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("leave none to train with");
    }
}
