package io.limpid.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The files below a folder, or those of a tar archive, zipped or not, without unpacking it. */
final class FileTree {
    /** No file of a data set of ours is larger, and an archive must not ask for all memory. */
    private static final long LARGEST_FILE = 256L << 20;

    private FileTree() {}

    /** Sees one file after another. */
    interface Visitor {
        /**
         * @param path relative, with slashes
         * @param content read only when asked for
         */
        void visit(String path, Content content) throws IOException;
    }

    /** A file's bytes. */
    interface Content {
        byte[] read() throws IOException;
    }

    static boolean isArchive(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && (name.endsWith(".tar.gz") || name.endsWith(".tgz") || name.endsWith(".tar"));
    }

    /** @throws DataException naming the folder or archive that can't be read */
    static void visit(Path folderOrArchive, Visitor visitor) {
        try {
            if (isArchive(folderOrArchive)) {
                visitArchive(folderOrArchive, visitor);
            } else {
                visitFolder(folderOrArchive, visitor);
            }
        } catch (IOException unreadable) {
            throw new DataException(folderOrArchive + ": can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static void visitFolder(Path folder, Visitor visitor) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String path = folder.relativize(file).toString().replace('\\', '/');
            visitor.visit(path, () -> Files.readAllBytes(file));
        }
    }

    private static void visitArchive(Path archive, Visitor visitor) throws IOException {
        try (InputStream unzipped = Unzipped.open(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(unzipped)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    TarArchiveEntry current = entry;
                    visitor.visit(entry.getName(), () -> content(archive, tar, current));
                }
            }
        }
    }

    private static byte[] content(Path archive, TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
        if (entry.getSize() > LARGEST_FILE) {
            throw new DataException("%s: expected files of at most %d bytes, %s declares %d"
                    .formatted(archive, LARGEST_FILE, entry.getName(), entry.getSize()));
        }
        return tar.readAllBytes();
    }
}
