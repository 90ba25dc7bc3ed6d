package io.limpid.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    private PictureData load(String set, int channels, int height, double testShare, long seed, Broken broken) {
        return load(new PictureRequest(
                set.replace("HERE", folder.toString()), channels, height, testShare, seed, 0, broken));
    }

    private PictureData load(PictureRequest request) {
        return new DataSets(List.of(), List.of(new FolderSource("here", folder))).loadPictures(request, said::add);
    }

    private PictureData load(String set, double testShare) {
        return load(set, 1, 0, testShare, 1, Broken.REFUSE);
    }

    private void write(String name, byte[] content) {
        TinySet.write(folder.resolve(name), content);
    }

    private static byte[] grey(int height, int width, int value) {
        return TestPictures.png(1, height, width, (channel, y, x) -> value);
    }

    private static List<String> names(PairSet set) {
        return IntStream.range(0, set.size()).mapToObj(set::name).toList();
    }

    /** Five pages, the number of each its grey; every page comes with four kinds of noise. */
    private void writePages() {
        for (int page = 0; page < 5; page++) {
            for (int kind = 0; kind < 4; kind++) {
                write("pages/noisy/%d%d.png".formatted(kind, page), grey(6, 8, 100 + page + 20 * kind));
                write("pages/clean/%d%d.png".formatted(kind, page), grey(6, 8, page));
            }
        }
    }

    @Test
    void picturesOfAFolderAreTheirOwnCleanOnes() {
        write("photos/a.png", TestPictures.png(1, 3, 2, (channel, y, x) -> 10 * y + x));
        write("photos/b.jpg", TestPictures.jpeg(20, 30));
        write("photos/notes.txt", new byte[] {1});

        PairSet pictures = load("folder:HERE/photos", 0).train();

        assertThat(names(pictures)).containsExactly("a.png", "b.jpg");
        assertThat(pictures.shape(0)).isEqualTo(new ImageSet.Shape(1, 3, 2));
        assertThat(pictures.shape(1)).isEqualTo(new ImageSet.Shape(1, 20, 30));
        assertThat(pictures.input(0)).isEqualTo(pictures.clean(0));
        assertThat(pictures.input(0)[5]).isEqualTo(21 * (1f / 255));
    }

    @Test
    void picturesOfOneNameAndTwoEndingsAreTwo() {
        write("photos/a.png", grey(2, 2, 1));
        write("photos/a.jpg", TestPictures.jpeg(20, 30));

        assertThat(names(load("folder:HERE/photos", 0).train())).containsExactly("a.jpg", "a.png");
    }

    @Test
    void namesPictureFilesOfKindsThatCannotBeRead() {
        write("photos/a.png", grey(2, 2, 1));
        write("photos/b.TIFF", new byte[] {1});
        write("photos/c.webp", new byte[] {1});

        assertThatThrownBy(() -> load("folder:HERE/photos", 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("photos: 2 picture files are of kinds that can't be read here: b.TIFF, c.webp;")
                .hasMessageContaining("data.broken: skip");

        assertThat(names(load("folder:HERE/photos", 1, 0, 0, 1, Broken.SKIP).train()))
                .containsExactly("a.png");
        assertThat(said).anyMatch(line -> line.startsWith("skipped ") && line.contains("b.TIFF, c.webp"));
    }

    @Test
    void picturesSmallerThanAPatchAreBrokenToo() {
        write("photos/large.png", grey(32, 16, 1));
        write("photos/small.png", grey(32, 15, 2));
        String set = "folder:" + folder.resolve("photos");

        assertThatThrownBy(() -> load(new PictureRequest(set, 1, 0, 0, 1, 16, Broken.REFUSE)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("photos/small.png: expected at least 16 x 16 pixels")
                .hasMessageContaining("data.patch")
                .hasMessageContaining("data.broken: skip");

        assertThat(names(load(new PictureRequest(set, 1, 0, 0, 1, 16, Broken.SKIP))
                        .train()))
                .containsExactly("large.png");
        assertThat(said).anyMatch(line -> line.contains("photos/small.png"));
    }

    @Test
    void coloursBecomeTheirLumaAndGreyIsRepeated() {
        write("colour/a.png", TestPictures.png(3, 1, 1, (channel, y, x) -> new int[] {200, 100, 50}[channel]));
        write("grey/a.png", grey(1, 2, 77));

        assertThat(load("folder:HERE/colour", 0).train().input(0)).containsExactly(124 * (1f / 255));
        assertThat(load("folder:HERE/grey", 3, 0, 0, 1, Broken.REFUSE).train().input(0))
                .hasSize(6)
                .containsOnly(77 * (1f / 255));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void pagesAreNeverSharedBetweenTheParts(long seed) {
        writePages();

        PictureData data = load("pairs:HERE/pages", 1, 0, 0.4, seed, Broken.REFUSE);

        assertThat(data.train().size()).isEqualTo(12);
        assertThat(data.test().size()).isEqualTo(8);
        assertThat(greys(data.train())).hasSize(3).doesNotContainAnyElementsOf(greys(data.test()));
    }

    private static Set<Float> greys(PairSet set) {
        Set<Float> greys = new HashSet<>();
        IntStream.range(0, set.size()).forEach(i -> greys.add(set.clean(i)[0]));
        return greys;
    }

    @Test
    void theSeedDecidesWhichPagesAreTestedWith() {
        writePages();

        List<List<String>> tested = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2, 3}) {
            tested.add(names(
                    load("pairs:HERE/pages", 1, 0, 0.2, seed, Broken.REFUSE).test()));
        }

        assertThat(tested.get(0)).isEqualTo(tested.get(1));
        assertThat(new HashSet<>(tested)).hasSizeGreaterThan(1);
    }

    @Test
    void aPairsInputIsTheNoisyPicture() {
        writePages();

        PairSet train = load("pairs:HERE/pages", 0).train();

        assertThat(names(train)).startsWith("00.png", "01.png");
        assertThat(train.input(1)).containsOnly(101 * (1f / 255));
        assertThat(train.clean(1)).containsOnly(1 * (1f / 255));
    }

    @Test
    void halvesOfAPictureAreInputAndTarget() {
        write("both/train/1.png", TestPictures.png(1, 2, 4, (channel, y, x) -> 10 * x + y));
        write("both/val/1.png", TestPictures.png(1, 2, 6, (channel, y, x) -> x));

        PictureData data = load("side-by-side:HERE/both", 0);

        assertThat(bytes(data.train().input(0))).containsExactly(0, 10, 1, 11);
        assertThat(bytes(data.train().clean(0))).containsExactly(20, 30, 21, 31);
        assertThat(bytes(data.test().clean(0))).containsExactly(3, 4, 5, 3, 4, 5);
    }

    @Test
    void leftHalvesAreTheirOwnCleanPictures() {
        write("maps/train/1.png", TestPictures.png(1, 2, 4, (channel, y, x) -> 10 * x + y));
        write("maps/val/1.png", TestPictures.png(1, 2, 6, (channel, y, x) -> x));

        for (String set : List.of("left-halves:HERE/maps", "satellite")) {
            PictureData data = load(set, 0);

            assertThat(bytes(data.train().input(0))).containsExactly(0, 10, 1, 11);
            assertThat(bytes(data.train().clean(0))).containsExactly(0, 10, 1, 11);
            assertThat(bytes(data.test().clean(0))).containsExactly(0, 1, 2, 0, 1, 2);
        }
    }

    @Test
    void scaledPairsAreEnlargedAndShrunkAlike() {
        write("pages/noisy/1.png", TestPictures.png(1, 2, 4, (channel, y, x) -> 100 + 10 * x));
        write("pages/clean/1.png", TestPictures.png(1, 2, 4, (channel, y, x) -> 10 * x));
        PairSet pairs = load("pairs:HERE/pages", 0).train();

        PairSet half = new ScaledPairs(pairs, 0.5);
        assertThat(half.size()).isEqualTo(1);
        assertThat(half.name(0)).isEqualTo("1.png");
        assertThat(half.shape(0)).isEqualTo(new ImageSet.Shape(1, 1, 2));
        assertThat(bytes(half.input(0))).containsExactly(105, 125);
        assertThat(bytes(half.clean(0))).containsExactly(5, 25);
        PairSet twice = new ScaledPairs(pairs, 2);
        assertThat(twice.shape(0)).isEqualTo(new ImageSet.Shape(1, 4, 8));
        assertThat(Arrays.copyOf(bytes(twice.clean(0)), 8)).containsExactly(0, 3, 8, 13, 18, 23, 28, 30);
        assertThatThrownBy(() -> new ScaledPairs(pairs, 0)).hasMessageContaining("expected a scale above 0, found 0.0");
    }

    @Test
    void imagesOfAnotherSetAreTrainedOnSideBySide() {
        write("photos/a.png", grey(20, 20, 7));
        write("photos/b.png", grey(20, 20, 9));
        PictureData photos = load("folder:HERE/photos", 0.5);
        ImageSet digits = SyntheticDigits.draw(130, 1);

        PictureData both = photos.withImagesOf(new DataSet("synthetic", "drawn", digits, digits));

        assertThat(both.name()).isEqualTo("photos+synthetic");
        assertThat(both.sha256()).isNotEqualTo(photos.sha256()).hasSize(64);
        assertThat(both.train().size()).isEqualTo(1 + 2);
        assertThat(names(both.test())).isEqualTo(names(photos.test()));
        assertThat(both.train().shape(2)).isEqualTo(new ImageSet.Shape(1, 224, 224));
        assertThat(both.train().name(2)).isEqualTo("synthetic sheet 2");
        float[] patch = new float[28 * 28];
        both.train().copyInput(2, new PairSet.Window(3 * 28, 5 * 28, 28, 28), patch, 0);
        assertThat(patch).isEqualTo(digits.image(64 + 3 * 8 + 5));
        assertThat(both.train().input(0)).isEqualTo(photos.train().input(0));

        DataSet few = new DataSet("few", "drawn", SyntheticDigits.draw(63, 1), digits);
        assertThatThrownBy(() -> photos.withImagesOf(few))
                .hasMessageContaining("expected at least 64 images of 1 channels in few, found 63 of 1");
    }

    private static int[] bytes(float[] values) {
        return IntStream.range(0, values.length)
                .map(i -> Math.round(values[i] * 255))
                .toArray();
    }

    @Test
    void shrinkingAveragesWhatAValueCovers() {
        write("big/a.png", TestPictures.png(1, 4, 6, (channel, y, x) -> 10 * y + x));
        write("big/small.png", grey(2, 9, 5));

        PairSet pictures = load("folder:HERE/big", 1, 2, 0, 1, Broken.REFUSE).train();

        assertThat(pictures.shape(0)).isEqualTo(new ImageSet.Shape(1, 2, 3));
        assertThat(bytes(pictures.input(0))).containsExactly(6, 8, 10, 26, 28, 30);
        assertThat(pictures.shape(1)).isEqualTo(new ImageSet.Shape(1, 2, 9));
    }

    @Test
    void shrinkingWeighsWhatIsCoveredInPart() {
        write("odd/a.png", TestPictures.png(1, 3, 3, (channel, y, x) -> 90 * x));

        PairSet pictures = load("folder:HERE/odd", 1, 2, 0, 1, Broken.REFUSE).train();

        // a row 0 90 180 in stretches of 1.5: (0 + 90/2) / 1.5 and (90/2 + 180) / 1.5
        assertThat(bytes(pictures.input(0))).containsExactly(30, 150, 30, 150);
    }

    @Test
    void aSetsOwnSplitIsKeptButNothingTrainedOnIsTested() {
        write("own/train/a.png", grey(2, 2, 1));
        write("own/train/b.png", grey(2, 2, 2));
        write("own/test/c.png", grey(2, 2, 2));

        PictureData data = load("folder:HERE/own", 0.5);

        assertThat(names(data.train())).containsExactly("a.png");
        assertThat(names(data.test())).containsExactly("c.png");
        assertThat(said).anyMatch(line -> line.contains("left out 1 pictures"));
    }

    @Test
    void knowsBsd400WithItsTestPictures() {
        write("bsd400/a.png", grey(2, 2, 1));
        write("bsd68/b.png", grey(2, 3, 2));

        PictureData data = load("bsd400", 0.5);

        assertThat(data.name()).isEqualTo("bsd400");
        assertThat(data.source()).isEqualTo("here");
        assertThat(names(data.test())).containsExactly("b.png");
    }

    @Test
    void theSumIsOfNamesAndContents() {
        write("one/a.png", grey(2, 2, 1));
        write("two/a.png", grey(2, 2, 1));
        write("three/b.png", grey(2, 2, 1));
        write("four/a.png", grey(2, 2, 2));

        String sum = load("folder:HERE/one", 0).sha256();

        assertThat(load("folder:HERE/two", 0).sha256()).isEqualTo(sum);
        assertThat(load("folder:HERE/three", 0).sha256()).isNotEqualTo(sum);
        assertThat(load("folder:HERE/four", 0).sha256()).isNotEqualTo(sum);
    }

    private void writeBroken() {
        byte[] jpeg = TestPictures.jpeg(20, 20);
        write("pages/noisy/cut.jpg", Arrays.copyOf(jpeg, jpeg.length - 200));
        write("pages/clean/cut.jpg", jpeg);
        write("pages/noisy/lone.png", grey(2, 2, 1));
        write("pages/noisy/size.png", grey(2, 3, 1));
        write("pages/clean/size.png", grey(3, 2, 1));
        write("pages/noisy/text.png", "no picture".getBytes());
        write("pages/clean/text.png", grey(2, 2, 1));
    }

    @Test
    void brokenFilesAreNamedAndSkippedIfWanted() {
        writePages();
        writeBroken();

        PictureData data = load("pairs:HERE/pages", 1, 0, 0.2, 1, Broken.SKIP);

        assertThat(data.train().size() + data.test().size()).isEqualTo(20);
        assertThat(said)
                .anyMatch(line -> line.contains("noisy/cut.jpg: expected a whole JPEG file"))
                .anyMatch(line -> line.contains("clean/lone.png: there is no such file"))
                .anyMatch(
                        line -> line.contains("size.png: expected 2 x 3 pixels, as its clean picture has, found 3 x 2"))
                .anyMatch(line -> line.contains("noisy/text.png: expected a PNG, JPEG or BMP file"));
    }

    @Test
    void brokenFilesAreRefusedIfWanted() {
        writePages();
        writeBroken();

        assertThatThrownBy(() -> load("pairs:HERE/pages", 0.2))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("noisy/cut.jpg: expected a whole JPEG file")
                .hasMessageContaining("data.broken: skip");
    }

    @Test
    void twoPicturesSideBySideHaveAnEvenWidth() {
        write("both/1.png", grey(2, 5, 1));

        assertThatThrownBy(() -> load("side-by-side:HERE/both", 0))
                .hasMessageContaining("1.png: expected two pictures side by side");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "folder:HERE/none; expected a folder with pictures, found none",
                "pairs:HERE; expected a folder with pictures in noisy and in clean, found none",
                "folder:HERE; expected pictures that can be used, found none",
                "maps; LIMPID_DATA to a folder with maps/train",
                "tapestry; expected pictures of bsd400, noisyoffice, maps, satellite, folder:PATH, pairs:PATH, side-by-side:PATH or left-halves:PATH; found 'tapestry'"
            })
    void saysWhatIsMissing(String set, String message) {
        assertThatThrownBy(() -> load(set, 0.2))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesToTestWithTheOnlyPage() {
        write("photos/a.png", grey(2, 2, 1));
        write("photos/copy.png", grey(2, 2, 1));

        assertThatThrownBy(() -> load("folder:HERE/photos", 0.5))
                .hasMessageContaining("expected more than 1 different clean pictures to hold out 1 of them, found 1");
    }
}
