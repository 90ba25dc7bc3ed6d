package io.limpid.quickstart.files;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * What lies in a folder and is not cleaned, for it is called like no picture or can't be read as a file.
 *
 * @param file as it was found, a link as the link
 * @param reason for people, with what to do where something can be done
 */
public record PassedOver(Path file, String reason) {
    public PassedOver {
        requireNonNull(file, "file");
        requireNonNull(reason, "reason");
    }
}
