package io.limpid.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where fetched data sets are kept. Only what has the right checksums gets in, each file whole or not at all, so that what a
 * broken download or a captive portal left is never found by the next run.
 */
record DataCache(Path folder) {
    /** Something that writes a set's files, zipped or not, into a folder. */
    interface Fetch {
        /** @return the folder the files lie in, at or below the given one */
        Path into(Path work) throws IOException, InterruptedException;
    }

    /**
     * Fetches, checks and keeps a set.
     *
     * @param files to keep, without the ending of zipped ones
     * @return the folder with the files
     * @throws DataException when what was fetched is not the set
     */
    Path keep(KnownSet set, List<String> files, Fetch fetch) throws IOException, InterruptedException {
        Path kept = Files.createDirectories(folder.resolve(set.name()));
        Path work = Files.createTempDirectory(kept, ".fetching");
        try {
            Path fetched = fetch.into(work);
            set.check(fetched, ignored -> {});
            for (String file : files) {
                // the other form of the file, from an earlier and incomplete set, would be read instead
                Files.deleteIfExists(IdxSet.path(kept, file));
                Path from = IdxSet.path(fetched, file);
                Files.move(from, kept.resolve(from.getFileName().toString()), StandardCopyOption.ATOMIC_MOVE);
            }
            return kept;
        } finally {
            delete(work);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
