package io.limpid.quickstart.stream;

import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with a picture an image, and the labels as {@code labels.csv}. */
public final class FolderStore implements ResultStore {
    private final Path folder;
    private final PictureFolder pictures;
    private final LabelTable labels;

    private FolderStore(Path folder, LabelTable labels) {
        this.folder = folder;
        this.pictures = new PictureFolder(folder);
        this.labels = labels;
    }

    /** @throws CommandFailure when it can't be written */
    public static FolderStore open(Path folder) {
        try {
            return new FolderStore(
                    folder, new LabelTable(Files.createDirectories(folder).resolve("labels.csv")));
        } catch (IOException failure) {
            throw CommandFailure.failed(
                    "the folder " + folder + " can't be written: " + failure.getMessage(),
                    "make room on its disk, or name another with --out",
                    failure);
        }
    }

    @Override
    public String picture(DenoisedFrame frame, String coordinates) throws IOException, MalformedPayloadException {
        return pictures.write(frame, coordinates).toString();
    }

    @Override
    public void label(Classification label) throws IOException {
        labels.add(label);
    }

    @Override
    public void close() {
        try {
            labels.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return "the folder " + folder;
    }
}
