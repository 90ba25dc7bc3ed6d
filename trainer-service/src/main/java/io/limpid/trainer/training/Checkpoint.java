package io.limpid.trainer.training;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A training after a whole number of epochs: all it takes to go on as if it had never been broken off.
 *
 * @param fingerprint of the recipe and the data; another training's checkpoint is of no use
 * @param epoch how many are done
 * @param step how many optimiser steps are done
 * @param bestEpoch the one with the smallest loss so far
 * @param bestLoss on the validation images, or where there are none the training loss
 * @param parts the saved arrays: weights, then what the optimisers remember, last the best epoch's weights
 */
public record Checkpoint(String fingerprint, int epoch, long step, int bestEpoch, double bestLoss, List<Part> parts) {
    private static final int MAGIC = 0x4c696d43;
    private static final int VERSION = 2;
    /** What comes before the content: mark, version, the content's length (8 bytes) and its CRC-32C. */
    private static final int HEAD = 3 * Integer.BYTES + Long.BYTES;

    private static final int LENGTH_AT = 2 * Integer.BYTES;
    private static final int SUM_AT = LENGTH_AT + Long.BYTES;

    /** Bytes that are not to be changed. */
    public static final class Part {
        private final byte[] bytes;

        Part(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    public Checkpoint {
        requireNonNull(fingerprint, "fingerprint");
        parts = List.copyOf(parts);
    }

    /** As a file, with a checksum: a training that goes on from other weights than it left gives other figures, silently. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[HEAD]);
        writeContent(bytes);
        byte[] file = bytes.toByteArray();
        ByteBuffer.wrap(file)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putLong(file.length - HEAD)
                .putInt(sum(file));
        return file;
    }

    private void writeContent(ByteArrayOutputStream bytes) {
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(fingerprint);
            out.writeInt(epoch);
            out.writeLong(step);
            out.writeInt(bestEpoch);
            out.writeDouble(bestLoss);
            out.writeInt(parts.size());
            for (Part part : parts) {
                out.writeInt(part.bytes.length);
                out.write(part.bytes);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
    }

    private static int sum(byte[] file) {
        CRC32C sum = new CRC32C();
        sum.update(file, HEAD, file.length - HEAD);
        return (int) sum.getValue();
    }

    /** @throws IOException when the bytes are not the checkpoint that was written; says what is wrong with them */
    public static Checkpoint read(byte[] file) throws IOException {
        check(file);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file, HEAD, file.length - HEAD))) {
            String fingerprint = in.readUTF();
            int epoch = in.readInt();
            long step = in.readLong();
            int bestEpoch = in.readInt();
            double bestLoss = in.readDouble();
            List<Part> parts = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                parts.add(new Part(part(in)));
            }
            return new Checkpoint(fingerprint, epoch, step, bestEpoch, bestLoss, parts);
        }
    }

    private static void check(byte[] file) throws IOException {
        if (file.length < HEAD) {
            throw new IOException("it is cut short, only " + file.length + " bytes are there");
        }
        ByteBuffer head = ByteBuffer.wrap(file);
        if (head.getInt() != MAGIC) {
            throw new IOException("it is no checkpoint of Limpid's");
        }
        int version = head.getInt();
        if (version != VERSION) {
            throw new IOException("it is of version " + version + ", and this Limpid reads version " + VERSION);
        }
        long length = head.getLong(LENGTH_AT);
        if (length != file.length - HEAD) {
            throw new IOException("expected " + (length + HEAD) + " bytes, found " + file.length);
        }
        if (head.getInt(SUM_AT) != sum(file)) {
            throw new IOException("its checksum is wrong, so its content has changed since it was written");
        }
    }

    private static byte[] part(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("expected " + length + " bytes of a checkpoint, found " + in.available());
        }
        return in.readNBytes(length);
    }
}
