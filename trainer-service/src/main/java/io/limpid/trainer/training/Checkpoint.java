package io.limpid.trainer.training;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

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
    private static final int VERSION = 1;

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

    /** As a file. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
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
        return bytes.toByteArray();
    }

    /** @throws IOException when the bytes are not a whole checkpoint */
    public static Checkpoint read(byte[] file) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
            if (in.readInt() != MAGIC || in.readInt() != VERSION) {
                throw new IOException("expected a checkpoint of version " + VERSION + ", found something else");
            }
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

    private static byte[] part(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("expected " + length + " bytes of a checkpoint, found " + in.available());
        }
        return in.readNBytes(length);
    }
}
