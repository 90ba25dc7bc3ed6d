package io.limpid.datasets;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Pictures of the user's own, as {@code folder:PATH}, {@code pairs:PATH}, {@code side-by-side:PATH} or {@code left-halves:PATH} names them. */
record OwnPictures(PictureLayout form, Path folder) {
    /** What a data set's name says; empty where it is no folder's. */
    static Optional<OwnPictures> maybeOf(String set) {
        return Arrays.stream(PictureLayout.values())
                .filter(form -> set.startsWith(form.prefix() + ":"))
                .findFirst()
                .map(form -> new OwnPictures(
                        form, Path.of(set.substring(form.prefix().length() + 1))));
    }

    /** @throws DataException when the folder is not there, or has no pictures of that form */
    PictureSet set() {
        PictureSet set = PictureSet.own(form, folder);
        if (!set.isIn(folder)) {
            throw new DataException("%s: expected a folder with pictures%s, found none"
                    .formatted(folder, form == PictureLayout.PAIRS ? " in noisy and in clean" : ""));
        }
        return set;
    }
}
