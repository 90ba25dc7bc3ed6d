package io.limpid.datasets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Files that may be gzipped, whatever they are called. */
final class Unzipped {
    private static final int BUFFER = 1 << 16;

    private Unzipped() {}

    /** The content, unzipped where it is zipped. */
    static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            raw.mark(2);
            boolean zipped = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return zipped ? new GZIPInputStream(raw, BUFFER) : raw;
        } catch (IOException unreadable) {
            raw.close();
            throw unreadable;
        }
    }
}
