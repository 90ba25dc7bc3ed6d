package io.limpid.contracts.image;

import io.limpid.contracts.v1.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Finds resolution and colour profile in a file that was decoded. What is damaged there counts as missing. */
final class DetailsReading {
    private static final int PNG_METRES = 1;
    private static final int JFIF_INCHES = 1;
    private static final int JFIF_CENTIMETRES = 2;
    private static final double INCH_IN_CENTIMETRES = 2.54;
    private static final int BMP_RESOLUTION_AT = 38;

    private DetailsReading() {}

    static FileDetails of(byte[] file, Encoding encoding) {
        FileDetails stored = asStored(file, encoding);
        return Orientation.of(file, encoding).swapsSides() ? stored.withSidesSwapped() : stored;
    }

    private static FileDetails asStored(byte[] file, Encoding encoding) {
        try {
            return switch (encoding) {
                case PNG -> ofPng(file);
                case JPEG -> ofJpeg(file);
                case BMP -> new FileDetails(ofBmp(file), Optional.empty());
                case TIFF -> TiffStructure.details(file);
                case WEBP -> ofWebp(file);
                default -> FileDetails.NONE;
            };
        } catch (IOException | RuntimeException damaged) {
            return FileDetails.NONE;
        }
    }

    private static FileDetails ofPng(byte[] file) throws IOException {
        Optional<Resolution> resolution = PngStructure.data(file, PngStructure.RESOLUTION)
                .map(ByteBuffer::wrap)
                .filter(data -> data.limit() == 9 && data.get(8) == PNG_METRES)
                .flatMap(data -> Resolution.ofMetres(data.getInt(0), data.getInt(4)));
        return new FileDetails(
                resolution, PngStructure.data(file, PngStructure.PROFILE).flatMap(DetailsReading::unpacked));
    }

    /** A name, 0, the compression's number 0, and a profile in Deflate. */
    private static Optional<ColourProfile> unpacked(byte[] chunk) {
        int at = 0;
        while (at < chunk.length && chunk[at] != 0) {
            at++;
        }
        if (at + 2 > chunk.length) {
            return Optional.empty();
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(chunk, at + 2, chunk.length - at - 2);
            ByteArrayOutputStream profile = new ByteArrayOutputStream();
            byte[] some = new byte[8192];
            for (int count = 1; count > 0 && profile.size() <= ColourProfile.MOST_BYTES; ) {
                count = inflater.inflate(some);
                profile.write(some, 0, count);
            }
            return ColourProfile.of(profile.toByteArray());
        } catch (DataFormatException damaged) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    private static FileDetails ofJpeg(byte[] file) {
        TreeMap<Integer, byte[]> parts = new TreeMap<>();
        Optional<Resolution> resolution = Optional.empty();
        for (JpegSegments.Segment segment : JpegSegments.of(file)) {
            if (segment.isJfif()) {
                resolution = ofJfif(
                        ByteBuffer.wrap(file, segment.at(), segment.length()).slice());
            } else if (segment.isProfile(file)) {
                int number = file[segment.at() + JpegSegments.PROFILE_NAME.length] & 0xff;
                parts.put(number, Arrays.copyOfRange(file, segment.dataAt(), segment.end()));
            }
        }
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        parts.values().forEach(profile::writeBytes);
        JpegStructure structure = JpegStructure.of(file, 0, file.length);
        return new FileDetails(
                resolution.or(() -> ofExif(file, structure.exifAt(), structure.exifLength())),
                ColourProfile.of(profile.toByteArray()));
    }

    /** Name, version, unit, and dots both ways. */
    private static Optional<Resolution> ofJfif(ByteBuffer segment) {
        if (segment.limit() < 12) {
            return Optional.empty();
        }
        int across = Short.toUnsignedInt(segment.getShort(8));
        int down = Short.toUnsignedInt(segment.getShort(10));
        return switch (segment.get(7)) {
            case JFIF_INCHES -> Resolution.ofInches(across, down);
            case JFIF_CENTIMETRES -> Resolution.ofInches(across * INCH_IN_CENTIMETRES, down * INCH_IN_CENTIMETRES);
            default -> Optional.empty();
        };
    }

    /** @param at 0 where there is no such block */
    private static Optional<Resolution> ofExif(byte[] file, int at, int length) {
        return at == 0
                ? Optional.empty()
                : TiffStructure.detailsIfWhole(Arrays.copyOfRange(file, at, at + length))
                        .resolution();
    }

    private static Optional<Resolution> ofBmp(byte[] file) {
        ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        return header.getInt(14) < 40
                ? Optional.empty()
                : Resolution.ofMetres(header.getInt(BMP_RESOLUTION_AT), header.getInt(BMP_RESOLUTION_AT + 4));
    }

    private static FileDetails ofWebp(byte[] file) throws IOException {
        Optional<Resolution> resolution = WebpStructure.data(file, WebpStructure.EXIF)
                .map(block -> JpegStructure.isExif(block, 0, block.length)
                        ? Arrays.copyOfRange(block, JpegStructure.exifNameLength(), block.length)
                        : block)
                .flatMap(block -> TiffStructure.detailsIfWhole(block).resolution());
        return new FileDetails(
                resolution,
                WebpStructure.data(file, WebpStructure.PROFILE_CHUNK).flatMap(ColourProfile::of));
    }
}
