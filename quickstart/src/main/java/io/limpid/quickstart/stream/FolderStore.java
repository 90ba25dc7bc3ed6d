package io.limpid.quickstart.stream;

import io.limpid.client.Result;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.Unwritable;
import java.io.IOException;
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
            throw unwritable(folder, failure);
        }
    }

    static CommandFailure unwritable(Path folder, IOException failure) {
        return Unwritable.folder("the folder", folder, "name another with --out", failure);
    }

    @Override
    public String picture(Result.Denoised denoised) throws MalformedPayloadException {
        try {
            return pictures.write(denoised).toString();
        } catch (IOException failure) {
            throw unwritable(folder, failure);
        }
    }

    @Override
    public void label(Result.Labelled label, String picture) {
        try {
            labels.add(
                    label,
                    picture.isEmpty() ? "" : Path.of(picture).getFileName().toString());
        } catch (IOException failure) {
            throw unwritable(folder, failure);
        }
    }

    @Override
    public void close() {
        try {
            labels.close();
        } catch (IOException failure) {
            throw unwritable(folder, failure);
        }
    }

    @Override
    public String toString() {
        return "the folder " + folder;
    }
}
