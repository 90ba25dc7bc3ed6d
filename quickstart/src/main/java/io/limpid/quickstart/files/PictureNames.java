package io.limpid.quickstart.files;

import io.limpid.contracts.v1.Encoding;
import io.limpid.quickstart.stream.FileNames;
import java.nio.file.Path;
import java.util.Optional;

/** What the names of pictures say. */
final class PictureNames {
    private PictureNames() {}

    /** The encoding that a file is called after; empty where it is called like no picture. */
    static Optional<Encoding> encoding(Path file) {
        return FileNames.encoding(file.getFileName().toString());
    }

    /** Whether it is called like what can be read but not written. */
    static boolean isReadOnly(Path file) {
        return encoding(file).equals(Optional.of(Encoding.WEBP));
    }

    /** The file's name without its ending. */
    static String stem(Path file) {
        return FileNames.stem(file.getFileName().toString());
    }

    /** The ending that files of an encoding usually have, with its dot. */
    static String ending(Encoding encoding) {
        return FileNames.ending(encoding);
    }
}
