package io.limpid.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * CIFAR-10 (Krizhevsky, 2009): the authors' binary batches, or folders of picture files named after the classes below
 * {@code train} and {@code test}; either plain or in tar archives.
 */
final class Cifar10 implements LabelledSet {
    /** Of the authors' archive of binary batches. */
    private static final String ARCHIVE = "cifar-10-binary.tar";

    private static final long LARGE_ARCHIVE = 64L << 20;

    private static final String ARCHIVE_SUM = "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd";

    @Override
    public String name() {
        return "cifar10";
    }

    @Override
    public List<String> names() {
        return List.of(name(), name() + CifarFiles.Form.JPEG.suffix());
    }

    @Override
    public SetFacts facts() {
        return new SetFacts("photographs in ten classes", "3 x 32 x 32", 50_000, 10_000, "none stated");
    }

    /** Files in class folders are counted, which are often a part of the set; batches have what was published. */
    @Override
    public SetFacts factsIn(Path folder) {
        List<Path> places = places(folder);
        if (places.stream().anyMatch(Cifar10::isLarge)) {
            return facts();
        }
        CifarCount count = new CifarCount();
        places.forEach(count::add);
        return count.hasBatches()
                ? facts()
                : new SetFacts(facts().what(), facts().shape(), count.train(), count.test(), facts().terms());
    }

    /** An archive whose list of files alone takes seconds to read. */
    private static boolean isLarge(Path place) {
        try {
            return Files.isRegularFile(place) && Files.size(place) > LARGE_ARCHIVE;
        } catch (IOException unreadable) {
            throw new DataException(place + ": can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public List<String> folders() {
        return List.of(name(), "cifar-10", "cifar-10-batches-bin", "cifar10-jpeg");
    }

    @Override
    public String layout() {
        return name() + "/" + ARCHIVE + ".gz, or the .bin files in it, or " + name() + "/train/CLASS/*.png and "
                + name() + "/test/CLASS/*.png";
    }

    @Override
    public List<Download> downloads() {
        return List.of(new Download("https://www.cs.toronto.edu/~kriz/", List.of(ARCHIVE)));
    }

    @Override
    public boolean digitsCanStandIn() {
        return false;
    }

    @Override
    public boolean isIn(Path folder) {
        return Files.isDirectory(folder) && !places(folder).isEmpty();
    }

    /** What is to be read: archives, or else the folder itself where it has batches or classes. */
    private static List<Path> places(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> archives = files.filter(FileTree::isArchive).sorted().toList();
            if (!archives.isEmpty()) {
                return archives;
            }
        } catch (IOException unreadable) {
            throw new DataException(folder + ": can't be read: " + unreadable.getMessage(), unreadable);
        }
        boolean plain = Stream.of("train", CifarFiles.TEST_BATCH, "cifar-10-batches-bin/" + CifarFiles.TEST_BATCH)
                .anyMatch(file -> Files.exists(folder.resolve(file)));
        return plain ? List.of(folder) : List.of();
    }

    @Override
    public DataSet read(Path folder, String source, Consumer<String> says) {
        CifarFiles files = new CifarFiles();
        for (Path place : places(folder)) {
            files.read(place);
        }
        ImageSet train = files.train();
        ImageSet test = files.test();
        if (train.size() == 0 || test.size() == 0) {
            throw new DataException("%s: expected images to train and to test with, found %d and %d; it should hold %s"
                    .formatted(folder, train.size(), test.size(), layout()));
        }
        says.accept("%s: %d + %d images from %s"
                .formatted(name(), train.size(), test.size(), files.form().text()));
        return new DataSet(name() + files.form().suffix(), source, train, test);
    }

    /** Compares the sum of the authors' archive, too, where that is what is there. */
    @Override
    public String check(Path folder, Consumer<String> says) {
        Path archive = folder.resolve(ARCHIVE + ".gz");
        if (Files.exists(archive)) {
            String sum = Sha256.of(archive);
            if (!sum.equals(ARCHIVE_SUM)) {
                throw new DataException("%s: expected SHA-256 %s, found %s; delete the file to fetch it anew"
                        .formatted(archive, ARCHIVE_SUM, sum));
            }
        }
        return LabelledSet.super.check(folder, says);
    }
}
