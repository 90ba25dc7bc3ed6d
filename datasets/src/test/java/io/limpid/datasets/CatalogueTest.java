package io.limpid.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    private Catalogue catalogue(DataSource... others) {
        List<DataSource> sources = new ArrayList<>(List.of(others));
        sources.add(new FolderSource("here", folder));
        return new DataSets(List.of(TinySet.set("http://127.0.0.1:1/")), sources).catalogue();
    }

    private CatalogueEntry entry(String name) {
        return catalogue().entries().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A place that has a set only once it was asked to fetch it. */
    private final class Far implements DataSource {
        @Override
        public Optional<Path> find(KnownSet set, Consumer<String> says) {
            says.accept("asking far away");
            TinySet.writePlain(folder.resolve("cache"));
            return Optional.of(folder.resolve("cache"));
        }

        @Override
        public boolean fetches() {
            return true;
        }

        @Override
        public String name() {
            return "far";
        }
    }

    @Test
    void listsLabelledSetsDigitsAndPictures() {
        assertThat(catalogue().entries())
                .extracting(CatalogueEntry::name)
                .containsExactly("mnist", "synthetic", "bsd400", "noisyoffice", "maps", "satellite");
        assertThat(entry("mnist").availability().isHere()).isFalse();
        assertThat(entry("mnist").availability().fetchable()).isTrue();
        assertThat(entry("synthetic").availability().isHere()).isTrue();
        assertThat(entry("maps").availability().fetchable()).isFalse();
    }

    @Test
    void listingAsksNoPlaceThatFetches() {
        assertThat(catalogue(new Far()).entries().get(0).availability().isHere())
                .isFalse();

        TinySet.writePlain(folder.resolve("mnist"));

        assertThat(entry("mnist").availability().source()).isEqualTo("here");
        assertThat(entry("mnist").availability().folder()).isEqualTo(folder.resolve("mnist"));
    }

    @Test
    void checkingReadsAllAndComparesSums() {
        TinySet.writePlain(folder.resolve("mnist"));
        assertThat(catalogue().check("mnist", said::add)).contains("3 + 2 images");

        TinySet.write(folder.resolve("mnist").resolve(IdxSet.TEST_LABELS), TinySet.idx(new int[] {3}, 0));
        assertThatThrownBy(() -> catalogue().check("mnist", said::add))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(IdxSet.TEST_LABELS);
    }

    @Test
    void checkingPicturesNamesEveryBrokenFile() {
        TinySet.write(folder.resolve("bsd400/a.png"), TestPictures.png(1, 2, 2, (channel, y, x) -> 1));
        TinySet.write(folder.resolve("bsd400/b.png"), new byte[] {1});
        TinySet.write(folder.resolve("bsd400/c.png"), new byte[0]);

        assertThatThrownBy(() -> catalogue().check("bsd400", said::add))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("2 files can't be used");
        assertThat(said).anyMatch(line -> line.contains("b.png")).anyMatch(line -> line.contains("c.png"));
    }

    @Test
    void checkingAFolderOfOnesOwnTellsSizesAndChannels() {
        TinySet.write(folder.resolve("own/a.png"), TestPictures.png(1, 2, 3, (channel, y, x) -> 1));
        TinySet.write(folder.resolve("own/b.png"), TestPictures.png(3, 4, 3, (channel, y, x) -> 50 * channel));

        assertThat(catalogue().check("folder:" + folder.resolve("own"), said::add))
                .isEqualTo("2 + 0 pairs of pictures, all read: 3 x 2..4 pixels, 1 in colour (3 channels), 1 grey (1)");

        TinySet.write(folder.resolve("own/c.png"), new byte[] {1});
        TinySet.write(folder.resolve("own/d.tif"), new byte[] {1});
        assertThatThrownBy(() -> catalogue().check("folder:" + folder.resolve("own"), said::add))
                .hasMessageContaining("2 files can't be used");
        assertThat(said)
                .anyMatch(line -> line.contains("c.png"))
                .anyMatch(line -> line.contains("d.tif"))
                .anyMatch(line -> line.startsWith("the others: 3 x 2..4 pixels"));
        assertThatThrownBy(() -> catalogue().check("pairs:" + folder.resolve("own"), said::add))
                .hasMessageContaining("expected a folder with pictures in noisy and in clean");
    }

    @Test
    void whatIsNotHereCannotBeChecked() {
        assertThatThrownBy(() -> catalogue(new Far()).check("mnist", said::add))
                .hasMessageContaining("mnist is not on this machine");
    }

    @Test
    void fetchesOnlyWhatIsNotHere() {
        assertThat(catalogue(new Far()).fetch("mnist", said::add)).contains("fetched from far");
        assertThat(said).containsExactly("asking far away");

        TinySet.writePlain(folder.resolve("mnist"));
        assertThat(catalogue(new Far()).fetch("mnist", said::add)).startsWith("here already");
    }

    @Test
    void saysHowToGetWhatNoPlaceHas() {
        assertThatThrownBy(() -> catalogue().fetch("maps", said::add))
                .hasMessageContaining("no public address")
                .hasMessageContaining("maps/train/*.jpg");
        assertThatThrownBy(() -> catalogue().fetch("mnist", said::add)).hasMessageContaining("gave mnist");
        assertThatThrownBy(() -> catalogue().fetch("nope", said::add)).hasMessageContaining("no data set nope");
    }
}
