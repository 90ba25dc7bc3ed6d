package io.limpid.quickstart.files;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.v1.Encoding;
import io.limpid.quickstart.stream.ImageFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What the names of pictures say. */
final class PictureNames {
    private PictureNames() {}

    /** The encoding that a file is called after; empty where it is called like no picture. */
    static Optional<Encoding> encoding(Path file) {
        return ImageFile.typeByEnding(file).flatMap(ContentType::encodingOf);
    }

    /** Whether it is called like what can be read but not written. */
    static boolean isReadOnly(Path file) {
        return encoding(file).equals(Optional.of(Encoding.WEBP));
    }

    /** The file's name without its ending. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** The ending that files of an encoding usually have, with its dot. */
    static String ending(Encoding encoding) {
        return switch (encoding) {
            case JPEG -> ".jpg";
            case TIFF -> ".tif";
            default -> "." + encoding.name().toLowerCase(Locale.ROOT);
        };
    }
}
