package io.limpid.datasets;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Images of one shape, each of one class. */
interface LabelledSet extends KnownSet {
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
        return "%d + %d images of %s, all read"
                .formatted(set.train().size(), set.test().size(), set.train().shape());
    }
}
