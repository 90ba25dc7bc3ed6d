package io.limpid.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * notMNIST (Bulatov, 2011) as IDX files in MNIST's layout: letters A to J in many fonts. The whole of it has four files and a split
 * of its own; where only the two test files are, a fifth of each class is held out of them. Blank images and exact repeats are
 * dropped before that, so that no image is both trained on and tested.
 */
final class NotMnist implements LabelledSet {
    static final List<String> LETTERS = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J");

    private static final double TEST_SHARE = 0.2;
    private static final long SPLIT_SEED = 1;

    private final IdxSet files;

    /** @param files the four, of which the training ones may be absent */
    NotMnist(IdxSet files) {
        this.files = files;
    }

    /** As David Flanagan published it; the sum of the training images is not known to us. */
    static NotMnist standard() {
        return new NotMnist(new IdxSet(
                "notmnist",
                new SetFacts("letters A to J of many fonts", "1 x 28 x 28", 0, 0, "none stated"),
                LETTERS,
                Map.of(
                        IdxSet.TRAIN_LABELS, "7a4b2925b1283e4d663fae8ccd0e6bab537e6288f9b0384e8440bc066d460e96",
                        IdxSet.TEST_IMAGES, "8e7f38ae95cc8f48e0986175ffc9137e5007ebcf3d8fdf6656c904eb9dab198b",
                        IdxSet.TEST_LABELS, "5f8e6012f2ce730700d8d05fca098bc47f71d25b890e4bec7ac5ebfd614a4001"),
                List.of("https://raw.githubusercontent.com/davidflanagan/notMNIST-to-MNIST/master/")));
    }

    @Override
    public String name() {
        return files.name();
    }

    @Override
    public SetFacts facts() {
        return files.facts();
    }

    @Override
    public boolean isIn(Path folder) {
        return Files.isRegularFile(IdxSet.path(folder, IdxSet.TEST_IMAGES))
                && Files.isRegularFile(IdxSet.path(folder, IdxSet.TEST_LABELS));
    }

    @Override
    public String layout() {
        return files.layout() + " (or " + IdxSet.TEST_IMAGES + ".gz and " + IdxSet.TEST_LABELS + ".gz alone)";
    }

    @Override
    public List<Download> downloads() {
        return files.downloads();
    }

    @Override
    public DataSet read(Path folder, String source, Consumer<String> says) {
        if (files.isIn(folder)) {
            Set<Object> seen = new HashSet<>();
            ImageSet train = Tidied.of(files.readTrain(folder), seen).said(name() + ", training", says);
            ImageSet test = Tidied.of(files.readTest(folder), seen).said(name() + ", test", says);
            return new DataSet(name(), source, train, test);
        }
        ImageSet all = Tidied.of(files.readTest(folder), new HashSet<>()).said(name(), says);
        Split split = Split.stratified(all, TEST_SHARE, SPLIT_SEED);
        says.accept("%s: only the test files are there; %d of them train, %d test"
                .formatted(name(), split.training().size(), split.heldOut().size()));
        return new DataSet(name(), source, split.training(), split.heldOut());
    }
}
