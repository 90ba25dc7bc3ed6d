package io.limpid.contracts.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.IIOException;
import org.jspecify.annotations.Nullable;

/**
 * The first directory of a TIFF file, checked before the JDK's reader sees it. That one makes room for whatever lengths and tile sizes
 * are declared, leaves black what a cut strip doesn't hold, and takes inks and floats for other than they are.
 */
final class TiffStructure {
    private static final int HEADER_BYTES = 8;
    private static final int ENTRY_BYTES = 12;
    private static final int LITTLE = 0x4949; // "II"
    private static final int BIG = 0x4d4d; // "MM"
    private static final int MAGIC = 42;

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int COLOURS = 262;
    private static final int FILL_ORDER = 266;
    private static final int STRIP_OFFSETS = 273;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_BYTES = 279;
    private static final int X_RESOLUTION = 282;
    private static final int Y_RESOLUTION = 283;
    private static final int PLANAR = 284;
    private static final int RESOLUTION_UNIT = 296;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTES = 325;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;
    private static final int PROFILE = 34675;

    private static final int LAST_BIT_FIRST = 2;
    private static final int PLANES_APART = 2;
    private static final int UNSIGNED_INTEGERS = 1;
    private static final int INKS = 5;
    /** White is 0, black is 0, RGB, palette. */
    private static final Set<Long> COLOURS_READ = Set.of(0L, 1L, 2L, 3L);

    private static final int BRIGHTNESS_AND_COLOUR = 6;
    private static final Set<Long> BITS_READ = Set.of(1L, 4L, 8L, 16L);
    /** The JDK's reader passes over these where they are of another type, and assumes something else. */
    private static final Set<Integer> SHORT_ONLY =
            Set.of(BITS, COMPRESSION, COLOURS, FILL_ORDER, SAMPLES, PLANAR, EXTRA_SAMPLES, SAMPLE_FORMAT);

    /** Bytes a value by the type's number: from 1 on. */
    private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIONAL = 5;

    private static final int INCHES = 2;
    private static final int CENTIMETRES = 3;
    private static final double INCH_IN_CENTIMETRES = 2.54;

    private final ByteBuffer file;
    private final Map<Integer, Entry> entries = new HashMap<>();

    /** @param at of the first value in the file */
    private record Entry(int type, long count, int at) {}

    /** How the picture is cut: into strips of its own width, or into tiles. */
    private record Cut(int offsets, int bytes, long width, long height, long across, long down) {}

    private TiffStructure(byte[] bytes) throws IOException {
        this.file = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_BYTES) {
            throw new IIOException("the header ends after " + bytes.length + " bytes");
        }
        int order = file.getShort(0);
        file.order(order == LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (order != LITTLE && order != BIG || file.getShort(2) != MAGIC) {
            throw new IIOException("expected a TIFF header");
        }
        readDirectory(Integer.toUnsignedLong(file.getInt(4)));
    }

    /** @throws IOException when the file is not whole, or nothing that is read here */
    static void check(byte[] file, PayloadLimits limits) throws IOException, MalformedPayloadException {
        TiffStructure tiff = new TiffStructure(file);
        limits.checkShape(1, tiff.number(HEIGHT, 0), tiff.number(WIDTH, 0));
        tiff.checkKind();
        tiff.checkData(tiff.cut(limits));
    }

    static Orientation orientation(byte[] file) {
        try {
            return Orientation.ofTag((int) new TiffStructure(file).number(ORIENTATION, 1));
        } catch (IOException damaged) {
            return Orientation.UPRIGHT;
        }
    }

    /** What the first directory says. */
    static FileDetails details(byte[] file) throws IOException {
        TiffStructure tiff = new TiffStructure(file);
        return new FileDetails(tiff.resolution(), tiff.profile());
    }

    /** The same, and nothing of what is no TIFF, or damaged. */
    static FileDetails detailsIfWhole(byte[] file) {
        try {
            return details(file);
        } catch (IOException | RuntimeException damaged) {
            return FileDetails.NONE;
        }
    }

    private Optional<Resolution> resolution() throws IOException {
        double inches =
                switch ((int) number(RESOLUTION_UNIT, INCHES)) {
                    case INCHES -> 1;
                    case CENTIMETRES -> INCH_IN_CENTIMETRES;
                    default -> 0;
                };
        return Resolution.ofInches(inches * ratio(X_RESOLUTION), inches * ratio(Y_RESOLUTION));
    }

    /** 0 where there is none. */
    private double ratio(int tag) {
        Entry entry = entries.get(tag);
        if (entry == null || entry.type() != RATIONAL || entry.count() == 0) {
            return 0;
        }
        return (double) Integer.toUnsignedLong(file.getInt(entry.at()))
                / Integer.toUnsignedLong(file.getInt(entry.at() + Integer.BYTES));
    }

    private Optional<ColourProfile> profile() {
        Entry entry = entries.get(PROFILE);
        return entry == null || entry.count() > ColourProfile.MOST_BYTES
                ? Optional.empty()
                : ColourProfile.of(Arrays.copyOfRange(file.array(), entry.at(), entry.at() + (int) entry.count()));
    }

    /** No tag comes twice, and all values together fit the file: whoever reads them reads no more than that. */
    private void readDirectory(long at) throws IOException {
        checkInside(at, Short.BYTES);
        int count = Short.toUnsignedInt(file.getShort((int) at));
        checkInside(at + Short.BYTES, (long) count * ENTRY_BYTES);
        long values = 0;
        for (int i = 0; i < count; i++) {
            values += readEntry((int) at + Short.BYTES + i * ENTRY_BYTES);
        }
        if (values > file.limit()) {
            throw new IIOException("the directory's values are longer than the file");
        }
    }

    private long readEntry(int at) throws IOException {
        int tag = Short.toUnsignedInt(file.getShort(at));
        int type = Short.toUnsignedInt(file.getShort(at + 2));
        long count = Integer.toUnsignedLong(file.getInt(at + 4));
        if (type == 0 || type >= TYPE_BYTES.length) {
            throw new IIOException("tag " + tag + " is of no known type, but " + type);
        }
        if (type != SHORT && SHORT_ONLY.contains(tag)) {
            throw new IIOException("expected 16-bit numbers in tag " + tag + ", found values of type " + type);
        }
        long bytes = count * TYPE_BYTES[type];
        long valueAt = bytes <= Integer.BYTES ? at + 8L : Integer.toUnsignedLong(file.getInt(at + 8));
        checkInside(valueAt, bytes);
        if (entries.put(tag, new Entry(type, count, (int) valueAt)) != null) {
            throw new IIOException("tag " + tag + " comes twice");
        }
        return bytes;
    }

    private void checkInside(long at, long bytes) throws IOException {
        if (at < HEADER_BYTES || at + bytes > file.limit()) {
            throw new IIOException(
                    "expected %d bytes from byte %d on, the file has %d".formatted(bytes, at, file.limit()));
        }
    }

    private void checkKind() throws IOException, MalformedPayloadException {
        long colours = number(COLOURS, -1);
        long samples = samples();
        if (colours == INKS) {
            throw new MalformedPayloadException(
                    PayloadProblem.UNSUPPORTED_CHANNELS,
                    "expected grey, RGB or a palette, found the inks of a CMYK picture; convert it to RGB");
        }
        boolean fromJpeg = colours == BRIGHTNESS_AND_COLOUR && compression() == TiffCompression.JPEG;
        if (!fromJpeg && !COLOURS_READ.contains(colours)) {
            throw unreadColours(colours);
        }
        checkEach(
                SAMPLE_FORMAT,
                Set.of((long) UNSIGNED_INTEGERS),
                "samples that are whole numbers (format 1; 2 has signs, 3 is floats)");
        checkEach(BITS, BITS_READ, "1, 4, 8 or 16 bits a sample");
        boolean turnsBits =
                number(FILL_ORDER, 1) == LAST_BIT_FIRST && compression().isFax();
        if (number(FILL_ORDER, 1) != 1 && !turnsBits) {
            throw new UnreadKindException("expected bits in the order 1, found " + number(FILL_ORDER, 1));
        }
        if (compression().isFax() && (samples != 1 || number(BITS, 1) != 1)) {
            throw new IIOException("expected a fax to have one bit a pixel, found %d samples of %d bits"
                    .formatted(samples, number(BITS, 1)));
        }
        if (samples < 1 || samples > 4) {
            throw new UnreadKindException("expected 1 to 4 samples a pixel, found " + samples);
        }
        if (compression() == TiffCompression.JPEG && samples % 2 == 0) {
            throw new UnreadKindException(
                    "expected 1 or 3 samples a pixel in a TIFF compressed as JPEG, found " + samples);
        }
    }

    /** A file that names no colour model is damaged. */
    private static IOException unreadColours(long colours) {
        String what = "expected grey, RGB or a palette, found ";
        return colours < 0
                ? new IIOException(what + "no colour model")
                : new UnreadKindException(what + "the colour model " + colours);
    }

    private void checkEach(int tag, Set<Long> known, String expected) throws IOException {
        Entry entry = entries.get(tag);
        for (int i = 0; entry != null && i < Math.min(entry.count(), 4); i++) {
            if (!known.contains(number(entry, i))) {
                throw new UnreadKindException("expected " + expected + ", found " + number(entry, i));
            }
        }
    }

    private TiffCompression compression() throws IOException {
        return TiffCompression.of(number(COMPRESSION, 1));
    }

    private long samples() throws IOException {
        return number(SAMPLES, 1);
    }

    private Cut cut(PayloadLimits limits) throws IOException, MalformedPayloadException {
        long width = number(WIDTH, 0);
        long height = number(HEIGHT, 0);
        if (entries.containsKey(TILE_WIDTH)) {
            long tileWidth = number(TILE_WIDTH, 0);
            long tileHeight = number(TILE_HEIGHT, 0);
            limits.checkShape(1, tileHeight, tileWidth);
            return new Cut(
                    TILE_OFFSETS, TILE_BYTES, tileWidth, tileHeight, ceil(width, tileWidth), ceil(height, tileHeight));
        }
        long rows = Math.max(1, Math.min(height, number(ROWS_PER_STRIP, height)));
        return new Cut(STRIP_OFFSETS, STRIP_BYTES, width, rows, 1, ceil(height, rows));
    }

    /** All strips or tiles are there, and each holds its pixels. */
    private void checkData(Cut cut) throws IOException {
        Entry offsets = required(cut.offsets());
        Entry bytes = required(cut.bytes());
        boolean apart = number(PLANAR, 1) == PLANES_APART;
        long planes = apart ? samples() : 1;
        long parts = cut.across() * cut.down() * planes;
        if (offsets.count() != parts || bytes.count() != parts) {
            throw new IIOException("expected %d strips or tiles, found %d offsets and %d lengths"
                    .formatted(parts, offsets.count(), bytes.count()));
        }
        long bitsAPixel = number(BITS, 1) * (apart ? 1 : samples());
        for (int i = 0; i < parts; i++) {
            long at = number(offsets, i);
            long length = number(bytes, i);
            checkInside(at, length);
            long rows = rows(cut, i % (cut.across() * cut.down()) / cut.across());
            compression().check(file.array(), (int) at, (int) length, rows, cut.width(), bitsAPixel);
        }
    }

    /** Tiles are full at the lower edge too; the last strip ends with the picture. */
    private long rows(Cut cut, long part) throws IOException {
        boolean tiles = cut.offsets() == TILE_OFFSETS;
        return tiles ? cut.height() : Math.min(cut.height(), number(HEIGHT, 0) - part * cut.height());
    }

    private static long ceil(long whole, long part) {
        return (whole + part - 1) / part;
    }

    private Entry required(int tag) throws IOException {
        Entry entry = entries.get(tag);
        if (entry == null) {
            throw new IIOException("expected tag " + tag);
        }
        return entry;
    }

    private long number(int tag, long otherwise) throws IOException {
        @Nullable Entry entry = entries.get(tag);
        return entry == null || entry.count() == 0 ? otherwise : number(entry, 0);
    }

    private long number(Entry entry, int index) throws IOException {
        return switch (entry.type()) {
            case SHORT -> Short.toUnsignedLong(file.getShort(entry.at() + index * Short.BYTES));
            case LONG -> Integer.toUnsignedLong(file.getInt(entry.at() + index * Integer.BYTES));
            default -> throw new IIOException("expected whole numbers, found values of type " + entry.type());
        };
    }
}
