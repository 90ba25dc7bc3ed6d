package io.limpid.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A data set of a few 2 × 3 images with the files and the name of MNIST. */
final class TinySet {
    static final int TRAIN = 3;
    static final int TEST = 2;

    private TinySet() {}

    static IdxSet set(String... mirrors) {
        Map<String, String> sums = new HashMap<>();
        contents().forEach((name, content) -> sums.put(name, sha256(content)));
        SetFacts facts = new SetFacts("tiny", "1 x 2 x 3", TRAIN, TEST, "none");
        return new IdxSet("mnist", facts, List.of("a", "b"), sums, List.of(mirrors));
    }

    static Map<String, byte[]> contents() {
        return Map.of(
                IdxSet.TRAIN_IMAGES, idx(new int[] {TRAIN, 2, 3}, 0),
                IdxSet.TRAIN_LABELS, idx(new int[] {TRAIN}, 0),
                IdxSet.TEST_IMAGES, idx(new int[] {TEST, 2, 3}, 100),
                IdxSet.TEST_LABELS, idx(new int[] {TEST}, 0));
    }

    /** An IDX file whose values are 0, 1, 0, 1, … for labels, and count up from {@code first} for images. */
    static byte[] idx(int[] dimensions, int first) {
        int size = 1;
        for (int dimension : dimensions) {
            size *= dimension;
        }
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * dimensions.length + size);
        file.putInt(0x0800 | dimensions.length);
        for (int dimension : dimensions) {
            file.putInt(dimension);
        }
        for (int i = 0; i < size; i++) {
            file.put((byte) (dimensions.length == 1 ? i % 2 : first + i));
        }
        return file.array();
    }

    static void writePlain(Path folder) {
        contents().forEach((name, content) -> write(folder.resolve(name), content));
    }

    static void writeZipped(Path folder) {
        contents().forEach((name, content) -> write(folder.resolve(name + ".gz"), zipped(content)));
    }

    static Path write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static byte[] zipped(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
