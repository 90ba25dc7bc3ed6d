package io.limpid.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** The folder a broker keeps its data in. */
final class BrokerFolder {
    /** Below this a broker would die of a full disk before it had done anything of use. */
    private static final long LEAST_BYTES = 128L << 20;

    private static final String IDENTITY = "meta.properties";

    private BrokerFolder() {}

    /**
     * Makes the folder ready: created, with room on its disk, and formatted unless it already is.
     *
     * @return its absolute path
     * @throws IOException when it can't be written
     */
    static Path prepare(Path folder) throws IOException {
        Path data = Files.createDirectories(folder.toAbsolutePath());
        requireRoom(data);
        if (!Files.exists(data.resolve(IDENTITY))) {
            format(data);
        }
        return data;
    }

    private static void requireRoom(Path data) throws IOException {
        long free = Files.getFileStore(data).getUsableSpace();
        if (free < LEAST_BYTES) {
            throw new BrokerException("the disk of " + data + " has " + (free >> 20) + " MiB left, the broker needs "
                    + (LEAST_BYTES >> 20) + "; make room or choose another folder");
        }
    }

    /** Writes a new folder's identity, as {@code kafka-storage format} does. */
    private static void format(Path data) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(print)
                    .setNodeId(BrokerProperties.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(new TreeSet<>(Set.of(data.toString())))
                    .setMetadataLogDirectory(data.toString())
                    .setControllerListenerName(BrokerProperties.CONTROLLER)
                    .run();
        } catch (IOException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException("can't be formatted: " + failure.getMessage(), failure);
        }
    }
}
