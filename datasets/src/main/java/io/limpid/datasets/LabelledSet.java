package io.limpid.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Images of one shape, each of one class. */
interface LabelledSet extends KnownSet {
    /** What it can be asked for as: its name, then those that what was read may have. */
    default List<String> names() {
        return List.of(name());
    }

    /**
     * Reads and checks the files.
     *
     * @param source for people
     * @param says is told what was left out, and why
     * @throws DataException naming the file that is damaged, or is not what it should be
     */
    DataSet read(Path folder, String source, Consumer<String> says);

    /** Whether synthetic digits, 28 × 28 grey in ten classes, can take its place. */
    default boolean digitsCanStandIn() {
        return true;
    }

    @Override
    default String check(Path folder, Consumer<String> says) {
        DataSet set = read(folder, "", says);
        ImageSet.Shape shape = set.train().shape();
        return "%d + %d images of %d x %d x %d, all read"
                .formatted(set.train().size(), set.test().size(), shape.channels(), shape.height(), shape.width());
    }
}
