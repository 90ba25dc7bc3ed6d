package io.limpid.contracts.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a picture's colours are, as an ICC profile. It is carried from file to file, and never applied. Owns its bytes; immutable. */
public final class ColourProfile {
    static final int MOST_BYTES = 8 << 20;

    private static final int HEADER_BYTES = 128;
    private static final int COLOURS_AT = 16;
    private static final int SIGNATURE_AT = 36;
    private static final int SIGNATURE = 0x61637370; // "acsp"

    private final byte[] bytes;

    private ColourProfile(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param bytes not to be touched afterwards
     * @return empty where they are no profile
     */
    public static Optional<ColourProfile> of(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes.length > MOST_BYTES) {
            return Optional.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        boolean isWhole = header.getInt(0) == bytes.length && header.getInt(SIGNATURE_AT) == SIGNATURE;
        return isWhole ? Optional.of(new ColourProfile(bytes)) : Optional.empty();
    }

    /** Whether it speaks of pictures of so many channels: 1 grey, 3 red, green and blue. */
    public boolean fits(int channels) {
        String colours = new String(bytes, COLOURS_AT, 4, StandardCharsets.ISO_8859_1);
        return colours.equals(channels == 1 ? "GRAY" : "RGB ");
    }

    /** A copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ColourProfile that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "ColourProfile of " + bytes.length + " bytes";
    }
}
