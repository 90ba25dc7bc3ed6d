package io.limpid.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A data set of four IDX files that is known by its checksums.
 *
 * @param name what people call it, and the name of its folder
 * @param facts what is known without reading it
 * @param labelNames of the classes, by index
 * @param sums SHA-256 of the unzipped content, by file name; a file without one is only read
 * @param mirrors addresses under which the four files, gzipped, are to be had
 */
record IdxSet(String name, SetFacts facts, List<String> labelNames, Map<String, String> sums, List<String> mirrors)
        implements LabelledSet {
    static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
    static final List<String> FILES = List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

    static final IdxSet MNIST = new IdxSet(
            "mnist",
            new SetFacts("handwritten digits", "1 x 28 x 28", 60_000, 10_000, "CC BY-SA 3.0"),
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            Map.of(
                    TRAIN_IMAGES, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                    TRAIN_LABELS, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                    TEST_IMAGES, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                    TEST_LABELS, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
            List.of(
                    "https://storage.googleapis.com/cvdf-datasets/mnist/",
                    "https://ossci-datasets.s3.amazonaws.com/mnist/"));

    static final IdxSet FASHION_MNIST = new IdxSet(
            "fashion-mnist",
            new SetFacts("clothing", "1 x 28 x 28", 60_000, 10_000, "MIT"),
            List.of(
                    "T-shirt",
                    "trouser",
                    "pullover",
                    "dress",
                    "coat",
                    "sandal",
                    "shirt",
                    "sneaker",
                    "bag",
                    "ankle boot"),
            Map.of(
                    TRAIN_IMAGES, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                    TRAIN_LABELS, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                    TEST_IMAGES, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                    TEST_LABELS, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
            List.of(
                    "https://fashion-mnist.s3.eu-central-1.amazonaws.com/",
                    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"));

    IdxSet {
        labelNames = List.copyOf(labelNames);
        sums = Map.copyOf(sums);
        mirrors = List.copyOf(mirrors);
    }

    /** Whether all four files are there, zipped or not. */
    @Override
    public boolean isIn(Path folder) {
        return FILES.stream().allMatch(file -> Files.isRegularFile(path(folder, file)));
    }

    @Override
    public String missing(Path folder) {
        return "it lacks "
                + String.join(
                        ", ",
                        FILES.stream()
                                .filter(file -> !Files.isRegularFile(path(folder, file)))
                                .toList());
    }

    /** The file as it is kept in a folder: the zipped one where both are there. */
    static Path path(Path folder, String file) {
        Path zipped = folder.resolve(file + ".gz");
        return Files.isRegularFile(zipped) ? zipped : folder.resolve(file);
    }

    @Override
    public String layout() {
        return name + "/" + TRAIN_IMAGES + ".gz and the other three files";
    }

    @Override
    public List<Download> downloads() {
        return mirrors.stream().map(mirror -> new Download(mirror, FILES)).toList();
    }

    @Override
    public DataSet read(Path folder, String source, Consumer<String> says) {
        return new DataSet(name, source, readTrain(folder), readTest(folder));
    }

    ImageSet readTrain(Path folder) {
        return readSplit(folder, TRAIN_IMAGES, TRAIN_LABELS);
    }

    ImageSet readTest(Path folder) {
        return readSplit(folder, TEST_IMAGES, TEST_LABELS);
    }

    private ImageSet readSplit(Path folder, String imagesFile, String labelsFile) {
        IdxFile images = readChecked(folder, imagesFile, 3);
        IdxFile labels = readChecked(folder, labelsFile, 1);
        ImageSet.Shape shape = new ImageSet.Shape(1, images.dimension(1), images.dimension(2));
        return ImageSet.of(shape, images.values(), labels.values(), labelNames);
    }

    private IdxFile readChecked(Path folder, String name, int dimensions) {
        Path path = path(folder, name);
        IdxFile file = IdxFile.read(path, dimensions);
        String expected = sums.getOrDefault(name, file.sha256OfContent());
        if (!file.sha256OfContent().equals(expected)) {
            throw new DataException(
                    "%s: expected SHA-256 %s of the unzipped content, found %s; delete the file to fetch it anew"
                            .formatted(path, expected, file.sha256OfContent()));
        }
        return file;
    }
}
