package io.limpid.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** notMNIST, or any letters, as four CSV files; see {@link CsvImages} for their form. Tidied as {@link NotMnist} is. */
final class NotMnistCsv implements LabelledSet {
    private static final List<String> FILES =
            List.of("train_data.csv", "train_labels.csv", "test_data.csv", "test_labels.csv");

    @Override
    public String name() {
        return "notmnist-csv";
    }

    @Override
    public SetFacts facts() {
        return new SetFacts("letters A to J of many fonts", "1 x 28 x 28", 0, 0, "none stated");
    }

    @Override
    public List<String> folders() {
        return List.of(name(), "notmnist");
    }

    @Override
    public boolean isIn(Path folder) {
        return FILES.stream().allMatch(file -> Files.isRegularFile(IdxSet.path(folder, file)));
    }

    @Override
    public String layout() {
        return name() + "/" + String.join(", ", FILES) + ", each gzipped if you like";
    }

    @Override
    public DataSet read(Path folder, String source, Consumer<String> says) {
        List<Path> files = Stream.of(0, 1, 2, 3)
                .map(i -> IdxSet.path(folder, FILES.get(i)))
                .toList();
        Set<Object> seen = new HashSet<>();
        CsvImages csv = new CsvImages(SyntheticDigits.SHAPE, NotMnist.LETTERS);
        ImageSet train = Tidied.of(csv.read(files.get(0), files.get(1)), seen).said(name() + ", training", says);
        ImageSet test = Tidied.of(csv.read(files.get(2), files.get(3)), seen).said(name() + ", test", says);
        return new DataSet(name(), source, train, test);
    }
}
