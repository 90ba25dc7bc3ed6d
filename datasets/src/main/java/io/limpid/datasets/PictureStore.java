package io.limpid.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes picture files when they are asked for, and keeps the decoded bytes of those asked for last, as far as memory was
 * granted. Thread-safe; two threads may decode one file at once, neither waits for the other.
 */
final class PictureStore {
    private static final long LARGEST_CAPACITY = 256L << 20;

    private final int channels;
    private final int height;
    private final PictureLayout form;
    private final long capacity;
    /** In the order of their last use. */
    private final Map<Path, List<Picture>> kept = new LinkedHashMap<>(16, 0.75f, true);

    private long keptBytes;

    /**
     * @param height 0, or to which higher pictures are shrunk
     * @param form says which of a file's pictures is asked for
     * @param capacity in bytes
     */
    PictureStore(int channels, int height, PictureLayout form, long capacity) {
        this.channels = channels;
        this.height = height;
        this.form = form;
        this.capacity = capacity;
    }

    /** A quarter of the heap, at most 256 MiB. */
    static long usualCapacity() {
        return Math.min(LARGEST_CAPACITY, Runtime.getRuntime().maxMemory() / 4);
    }

    /** @throws DataException naming the file and what is wrong with it */
    Picture input(PairFiles files) {
        return pictures(files.input()).get(0);
    }

    /** @throws DataException naming the file and what is wrong with it */
    Picture clean(PairFiles files) {
        return pictures(files.clean()).get(form == PictureLayout.SIDE_BY_SIDE ? 1 : 0);
    }

    private List<Picture> pictures(Path file) {
        List<Picture> known = known(file);
        return known == null ? decode(file, read(file)) : known;
    }

    private synchronized @Nullable List<Picture> known(Path file) {
        return kept.get(file);
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new DataException(file + ": there is no such file", missing);
        } catch (IOException unreadable) {
            throw new DataException(file + ": can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** The pictures of a file whose content has been read: one, or the left and the right half. */
    List<Picture> decode(Path file, byte[] content) {
        Picture whole = PictureFile.decode(content, channels, file.toString());
        List<Picture> parts = form.halved() ? whole.halves(file.toString()) : List.of(whole);
        List<Picture> pictures = height == 0
                ? parts
                : parts.stream().map(part -> part.shrunk(height)).toList();
        keep(file, pictures);
        return pictures;
    }

    private synchronized void keep(Path file, List<Picture> pictures) {
        List<Picture> before = kept.put(file, pictures);
        keptBytes += bytes(pictures) - (before == null ? 0 : bytes(before));
        Iterator<List<Picture>> oldest = kept.values().iterator();
        while (keptBytes > capacity && oldest.hasNext()) {
            keptBytes -= bytes(oldest.next());
            oldest.remove();
        }
    }

    synchronized long keptBytes() {
        return keptBytes;
    }

    private static long bytes(List<Picture> pictures) {
        return pictures.stream().mapToLong(picture -> picture.shape().size()).sum();
    }
}
