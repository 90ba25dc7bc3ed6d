package io.limpid.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Pictures below a folder, or below its folder {@code train} where it has one.
 *
 * @param testFolders relative to the folder; the first that is there holds the pictures to test with
 * @param layout how the files lie and where they are to be had, for people
 */
record PictureSet(String name, SetFacts facts, PictureLayout form, List<String> testFolders, String layout)
        implements KnownSet {
    private static final List<String> TEST_FOLDERS = List.of("test", "val");

    private static final String MAPS = "maps";
    private static final String MAPS_LAYOUT =
            "maps/train/*.jpg and maps/val/*.jpg, as in" + " efrosgans.eecs.berkeley.edu/pix2pix/datasets/maps.tar.gz";

    static final List<PictureSet> ALL = List.of(
            new PictureSet(
                    "bsd400",
                    new SetFacts(
                            "natural images; BSD68 to test", "1 x 180 x 180", 0, 68, "research and education only"),
                    PictureLayout.IMAGES,
                    List.of("../bsd68"),
                    "bsd400/*.png and bsd68/*.png, the Train400 and BSD68 of github.com/cszn/DnCNN"),
            new PictureSet(
                    "noisyoffice",
                    new SetFacts("scanned pages with stains and folds", "1 x 258..420 x 540", 0, 0, "CC BY 4.0"),
                    PictureLayout.PAIRS,
                    TEST_FOLDERS,
                    "noisyoffice/noisy/*.png and noisyoffice/clean/*.png of the same names, made of NoisyOffice in the"
                            + " UCI Machine Learning Repository"),
            new PictureSet(
                    MAPS,
                    new SetFacts("satellite photographs and street maps", "3 x 600 x 600", 0, 0, "research only"),
                    PictureLayout.SIDE_BY_SIDE,
                    TEST_FOLDERS,
                    MAPS_LAYOUT),
            new PictureSet(
                    "satellite",
                    new SetFacts("satellite photographs, those of maps", "3 x 600 x 600", 0, 0, "research only"),
                    PictureLayout.LEFT_HALVES,
                    TEST_FOLDERS,
                    MAPS_LAYOUT));

    PictureSet {
        testFolders = List.copyOf(testFolders);
    }

    /** A set of the user's own, named after its folder. */
    static PictureSet own(PictureLayout form, Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return new PictureSet(
                name == null ? form.prefix() : name.toString(),
                new SetFacts("pictures of your own", "any", 0, 0, "your own"),
                form,
                TEST_FOLDERS,
                folder.toString());
    }

    @Override
    public List<String> folders() {
        return List.of(name.equals("satellite") ? MAPS : name);
    }

    /** Of noise, and of sheets it lies on, where the set tells them apart; empty for most sets. */
    List<String> kinds() {
        return name.equals("noisyoffice") ? OfficeNoise.names() : List.of();
    }

    @Override
    public boolean isIn(Path folder) {
        return Files.isDirectory(form == PictureLayout.PAIRS ? train(folder).resolve("noisy") : train(folder));
    }

    private static Path train(Path folder) {
        Path train = folder.resolve("train");
        return Files.isDirectory(train) ? train : folder;
    }

    /** @throws DataException when no picture is left to train with, or a file is broken and these are refused */
    PictureData read(Path folder, String source, PictureRequest request, Consumer<String> says) {
        return new PictureReading(this, request, says).read(train(folder), maybeTest(folder), source);
    }

    private Optional<Path> maybeTest(Path folder) {
        return testFolders.stream()
                .map(test -> folder.resolve(test).normalize())
                .filter(Files::isDirectory)
                .findFirst();
    }

    @Override
    public String check(Path folder, Consumer<String> says) {
        PictureRequest request = new PictureRequest(name, 3, 0, 0, 0, 0, Broken.SKIP);
        PictureReading reading = new PictureReading(this, request, says);
        PictureData data = reading.read(train(folder), maybeTest(folder), "");
        if (reading.skipped() > 0) {
            says.accept("the others: " + reading.looks());
            throw new DataException(
                    "%s: %d files can't be used; replace or remove them".formatted(folder, reading.skipped()));
        }
        return "%d + %d pairs of pictures, all read: %s"
                .formatted(data.train().size(), data.test().size(), reading.looks());
    }
}
