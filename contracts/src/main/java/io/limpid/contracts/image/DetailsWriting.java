package io.limpid.contracts.image;

import io.limpid.contracts.v1.Encoding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Puts resolution and colour profile into a file that was just encoded, by {@link PngWriter} or the JDK. A TIFF is written with them. */
final class DetailsWriting {
    private static final int PNG_HEADER_END = 33;
    /** Behind the marker of a JPEG's beginning and a JFIF segment without a thumbnail, as the JDK writes it. */
    private static final int JFIF_END = 20;

    private static final int JFIF_UNIT_AT = 13;
    private static final int JFIF_DENSITY_AT = 14;
    private static final int JFIF_INCHES = 1;
    private static final int MOST_JFIF_DOTS = 0xffff;
    private static final int MOST_PROFILE_PART = 0xffff - 2 - JpegSegments.PROFILE_NAME.length - 2;
    private static final int BMP_RESOLUTION_AT = 38;

    private DetailsWriting() {}

    /** @param details that such a file holds */
    static byte[] into(byte[] file, Encoding encoding, FileDetails details) {
        if (details.equals(FileDetails.NONE)) {
            return file;
        }
        return switch (encoding) {
            case PNG -> inserted(file, PNG_HEADER_END, pngChunks(details));
            case JPEG -> {
                details.resolution().ifPresent(resolution -> putIntoJfif(file, resolution));
                yield inserted(file, JFIF_END, profileSegments(details));
            }
            case BMP -> {
                details.resolution().ifPresent(resolution -> ByteBuffer.wrap(file)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(BMP_RESOLUTION_AT, resolution.acrossMetre())
                        .putInt(BMP_RESOLUTION_AT + Integer.BYTES, resolution.downMetre()));
                yield file;
            }
            default -> throw new IllegalArgumentException("no " + details + " go into a " + encoding);
        };
    }

    private static byte[] inserted(byte[] file, int at, byte[] part) {
        return ByteBuffer.allocate(file.length + part.length)
                .put(file, 0, at)
                .put(part)
                .put(file, at, file.length - at)
                .array();
    }

    private static byte[] pngChunks(FileDetails details) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        details.profile().ifPresent(profile -> chunks.writeBytes(chunk(PngStructure.PROFILE, packed(profile))));
        details.resolution()
                .ifPresent(resolution -> chunks.writeBytes(chunk(
                        PngStructure.RESOLUTION,
                        ByteBuffer.allocate(9)
                                .putInt(resolution.acrossMetre())
                                .putInt(resolution.downMetre())
                                .put((byte) 1)
                                .array())));
        return chunks.toByteArray();
    }

    private static byte[] chunk(int type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(3 * Integer.BYTES + data.length)
                .putInt(data.length)
                .putInt(type)
                .put(data);
        CRC32 checksum = new CRC32();
        checksum.update(chunk.array(), Integer.BYTES, Integer.BYTES + data.length);
        return chunk.putInt((int) checksum.getValue()).array();
    }

    private static byte[] packed(ColourProfile profile) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes("ICC profile\0\0".getBytes(StandardCharsets.US_ASCII));
        Deflater deflater = new Deflater();
        deflater.setInput(profile.toBytes());
        deflater.finish();
        byte[] some = new byte[8192];
        while (!deflater.finished()) {
            packed.write(some, 0, deflater.deflate(some));
        }
        deflater.end();
        return packed.toByteArray();
    }

    private static void putIntoJfif(byte[] file, Resolution resolution) {
        ByteBuffer.wrap(file)
                .put(JFIF_UNIT_AT, (byte) JFIF_INCHES)
                .putShort(JFIF_DENSITY_AT, dots(resolution.across()))
                .putShort(JFIF_DENSITY_AT + Short.BYTES, dots(resolution.down()));
    }

    private static short dots(double dots) {
        return (short) Math.max(1, Math.min(MOST_JFIF_DOTS, Math.rint(dots)));
    }

    /** As many as the profile needs, each with its number and how many there are. */
    private static byte[] profileSegments(FileDetails details) {
        byte[] profile = details.profile().map(ColourProfile::toBytes).orElse(new byte[0]);
        int count = (profile.length + MOST_PROFILE_PART - 1) / MOST_PROFILE_PART;
        int head = 2 * Short.BYTES + JpegSegments.PROFILE_NAME.length + 2;
        ByteBuffer segments = ByteBuffer.allocate(profile.length + count * head);
        for (int part = 0; part < count; part++) {
            int from = part * MOST_PROFILE_PART;
            int length = Math.min(MOST_PROFILE_PART, profile.length - from);
            segments.put((byte) 0xff)
                    .put((byte) JpegSegments.PROFILE)
                    .putShort((short) (head - Short.BYTES + length))
                    .put(JpegSegments.PROFILE_NAME)
                    .put((byte) (part + 1))
                    .put((byte) count)
                    .put(profile, from, length);
        }
        return segments.array();
    }
}
