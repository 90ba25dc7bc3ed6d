package io.limpid.quickstart.stream;

import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.v1.DenoisedFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Denoised images as files of a folder. */
final class PictureFolder {
    private final Path folder;
    private final Pictures pictures = new Pictures();

    PictureFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes the image under its id; a second one of the same id gets the coordinates behind it.
     *
     * @param coordinates tell this record from all others
     * @return the file
     */
    Path write(DenoisedFrame frame, String coordinates) throws IOException, MalformedPayloadException {
        return replace(folder.resolve(pictures.name(frame, coordinates)), pictures.bytes(frame));
    }

    /** Whoever watches the folder sees whole pictures only. */
    private static Path replace(Path file, byte[] bytes) throws IOException {
        Path part = Files.write(file.resolveSibling("." + file.getFileName() + ".part"), bytes);
        return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
