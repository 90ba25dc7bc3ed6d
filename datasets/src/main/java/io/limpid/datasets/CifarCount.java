package io.limpid.datasets;

import java.nio.file.Path;
import java.util.regex.Matcher;

/** Counts CIFAR-10's picture files by their names; none is opened. */
final class CifarCount {
    private int train;
    private int test;
    private boolean batches;

    /** @throws DataException naming the folder or archive that can't be read */
    void add(Path folderOrArchive) {
        FileTree.visit(folderOrArchive, (path, content) -> add(path));
    }

    private void add(String path) {
        Matcher picture = CifarFiles.PICTURE.matcher(path);
        batches |= CifarFiles.BATCH.matcher(path).matches();
        if (picture.matches() && PictureFile.isNamedSo(path)) {
            if (picture.group(1).equals("test")) {
                test++;
            } else {
                train++;
            }
        }
    }

    boolean hasBatches() {
        return batches;
    }

    int train() {
        return train;
    }

    int test() {
        return test;
    }
}
