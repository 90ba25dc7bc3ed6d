package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import io.limpid.client.Result;
import io.limpid.contracts.image.MalformedPayloadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** Denoised images as files of a folder. */
final class PictureFolder {
    private final Path folder;
    private final Pictures pictures = new Pictures(this::holdsAnother);

    PictureFolder(Path folder) {
        this.folder = requireNonNull(folder, "folder");
    }

    /**
     * Writes the image under its id; where that name is taken, with the record's coordinates behind it.
     *
     * @return the file
     */
    Path write(Result.Denoised denoised) throws IOException, MalformedPayloadException {
        byte[] bytes = pictures.bytes(denoised.frame());
        return replace(folder.resolve(pictures.name(denoised, bytes)), bytes);
    }

    private boolean holdsAnother(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file)
                && !(Files.isRegularFile(file)
                        && Files.size(file) == bytes.length
                        && Arrays.equals(Files.readAllBytes(file), bytes));
    }

    /** Whoever watches the folder sees whole pictures only. */
    private static Path replace(Path file, byte[] bytes) throws IOException {
        Path part = Files.write(file.resolveSibling("." + file.getFileName() + ".part"), bytes);
        return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
