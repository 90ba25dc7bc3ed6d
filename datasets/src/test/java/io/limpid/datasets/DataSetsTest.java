package io.limpid.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetsTest {
    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    private DataSets from(DataSource... sources) {
        return new DataSets(List.of(TinySet.set()), List.of(sources));
    }

    private FolderSource place(String name) {
        return new FolderSource(name, folder.resolve(name));
    }

    @Test
    void takesTheFirstPlaceThatHasAllFourFiles() {
        TinySet.write(folder.resolve("first/mnist").resolve(IdxSet.TRAIN_IMAGES), new byte[] {1});
        TinySet.writeZipped(folder.resolve("second/mnist"));
        TinySet.writePlain(folder.resolve("third/mnist"));

        DataSet found = from(place("first"), place("second"), place("third")).load("mnist", said::add);

        assertThat(found.source()).isEqualTo("second");
        assertThat(found.train().size()).isEqualTo(TinySet.TRAIN);
        assertThat(found.test().size()).isEqualTo(TinySet.TEST);
        assertThat(found.test().image(0)[0]).isEqualTo(100 * (1f / 255));
        assertThat(said)
                .containsExactly(
                        "first, %s: not used for mnist: it lacks %s, %s, %s; looking elsewhere"
                                .formatted(
                                        folder.resolve("first/mnist"),
                                        IdxSet.TRAIN_LABELS,
                                        IdxSet.TEST_IMAGES,
                                        IdxSet.TEST_LABELS),
                        "data set mnist from second");
    }

    @Test
    void refusesAWrongChecksumAndNamesTheFile() {
        TinySet.writePlain(folder.resolve("here/mnist"));
        Path changed = folder.resolve("here/mnist").resolve(IdxSet.TEST_IMAGES);
        TinySet.write(changed, TinySet.idx(new int[] {TinySet.TEST, 2, 3}, 101));

        assertThatThrownBy(() -> from(place("here")).load("mnist", said::add))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(changed.toString())
                .hasMessageContaining(TinySet.set().sums().get(IdxSet.TEST_IMAGES));
    }

    @Test
    void saysPlainlyThatSyntheticDigitsTakeTheSetsPlace() {
        DataSet found = from(place("nowhere")).load("mnist", said::add);

        assertThat(found.name()).isEqualTo("synthetic");
        assertThat(said).singleElement().asString().contains("SYNTHETIC DIGITS", "LIMPID_DATA");
    }

    @Test
    void saysOnceThatTheFolderGivenIsNotThere() {
        String missing = folder.resolve("none").toString();
        DataSets sets = DataSets.standard(Map.of("LIMPID_DATA", missing));

        sets.load("synthetic", said::add);
        sets.load("synthetic", said::add);

        assertThat(said.stream().filter(line -> line.contains("LIMPID_DATA=" + missing + " is no folder")))
                .hasSize(1);
        assertThat(DataSets.standard(Map.of("LIMPID_DATA", folder.toString())).maybeProblem())
                .isEmpty();
    }

    @Test
    void namesTheSetsThereAreWhenAskedForAnother() {
        assertThatThrownBy(() -> from().load("cifar", said::add))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("mnist, synthetic")
                .hasMessageContaining("cifar");
    }

    @Test
    void knowsTheLabelledSetsByName() {
        assertThat(DataSets.names())
                .containsExactly(
                        "mnist", "fashion-mnist", "notmnist", "notmnist-csv", "cifar10", "cifar10-jpeg", "synthetic");
    }
}
