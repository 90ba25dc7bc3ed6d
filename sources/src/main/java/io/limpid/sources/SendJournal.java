package io.limpid.sources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file that remembers which images were sent, through restarts. An image is {@linkplain #begin begun} before it is sent, on the
 * disk, and {@linkplain #stored stored} after it has arrived; what was begun only is {@linkplain #unsettled unsettled} after a
 * restart, and whoever opened the journal looks for it where it was sent to. One process at a time.
 */
public final class SendJournal implements AutoCloseable {
    private static final String BEGUN = "begun";
    private static final String STORED = "stored";
    private static final String RETRACTED = "retracted";

    private final Path file;
    private final FileChannel channel;
    private final Set<String> stored = new HashSet<>();
    private final Map<String, Instant> unsettled = new HashMap<>();

    private SendJournal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws SourceException when it can't be read or written, or another process has it */
    public static SendJournal open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            SendJournal journal = new SendJournal(file, channel);
            try {
                journal.lock();
                journal.read();
            } catch (IOException | RuntimeException failure) {
                channel.close();
                throw failure;
            }
            return journal;
        } catch (IOException failure) {
            throw unusable(file, failure);
        }
    }

    private static SourceException unusable(Path file, IOException failure) {
        return new SourceException(
                "the journal " + file + " of what was sent can't be used: " + failure.getMessage(),
                "make room on its disk and check its permissions",
                failure);
    }

    private void lock() throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException sameProcess) {
            // told below
        }
        throw new SourceException(
                "another ./limpid publish sends the same images to the same topic: it holds " + file,
                "end that one, or leave it to it");
    }

    /** A last line without its end was being written when the process died, and does not count. */
    private void read() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // on to the end
        }
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n') + 1;
        text.substring(0, end).lines().forEach(this::read);
        channel.truncate(text.substring(0, end).getBytes(StandardCharsets.UTF_8).length);
        channel.position(channel.size());
    }

    private void read(String line) {
        String[] cells = line.split(" ", 3);
        if (cells.length < 3 || !cells[1].matches("\\d+")) {
            throw new SourceException(
                    "the journal " + file + " has a line that is none of its own: '" + line + "'",
                    "remove that line, or the file, and all its images are sent again");
        }
        note(
                cells[0],
                Instant.ofEpochMilli(Long.parseLong(cells[1])),
                URLDecoder.decode(cells[2], StandardCharsets.UTF_8));
    }

    private void note(String what, Instant when, String id) {
        switch (what) {
            case BEGUN -> unsettled.put(id, when);
            case STORED -> {
                unsettled.remove(id);
                stored.add(id);
            }
            case RETRACTED -> unsettled.remove(id);
            default ->
                throw new SourceException(
                        "the journal " + file + " says '" + what + "', which only a later version understands",
                        "use that version");
        }
    }

    private void write(String what, String id, boolean force) {
        Instant now = Instant.now();
        String line = what + " " + now.toEpochMilli() + " " + URLEncoder.encode(id, StandardCharsets.UTF_8) + "\n";
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (force) {
                channel.force(false);
            }
        } catch (IOException failure) {
            throw unusable(file, failure);
        }
        note(what, now, id);
    }

    /** Whether that image has arrived. */
    public boolean isStored(String id) {
        return stored.contains(id);
    }

    /** Images that were begun, and of which it isn't known whether they arrived. */
    public Set<String> unsettled() {
        return Set.copyOf(unsettled.keySet());
    }

    /** When the first of the unsettled was begun. */
    public Optional<Instant> maybeUnsettledSince() {
        return unsettled.values().stream().min(Instant::compareTo);
    }

    /** Settles what is unsettled: it arrived, or it did not and may be sent. */
    public void settle(Set<String> arrived) {
        unsettled().forEach(id -> write(arrived.contains(id) ? STORED : RETRACTED, id, false));
    }

    /** That image is about to be sent. On the disk when this returns. */
    public void begin(String id) {
        write(BEGUN, id, true);
    }

    /** That image has arrived. */
    public void stored(String id) {
        write(STORED, id, false);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
