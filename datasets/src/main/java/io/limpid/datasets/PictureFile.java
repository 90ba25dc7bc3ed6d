package io.limpid.datasets;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.v1.Encoding;
import java.util.Locale;
import java.util.Set;

/** Decodes picture files by the stream's own codec: what is trained on is what the stream would make of the same file. */
final class PictureFile {
    /** 64 MiB, 36 million pixels: a large photograph. */
    private static final ImageCodec CODEC = new ImageCodec(new PayloadLimits(64 << 20, 36_000_000));

    private static final Set<String> OTHERS = Set.of(
            "tif", "tiff", "webp", "gif", "heic", "heif", "avif", "jp2", "jxl", "jfif", "pgm", "ppm", "pnm", "pbm",
            "tga", "psd", "dng", "raw", "cr2", "cr3", "nef", "arw", "exr", "hdr", "ico", "svg", "pcx", "dcm", "fits");

    private PictureFile() {}

    /** Whether a name ends as picture files do that can be read here. */
    static boolean isNamedSo(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".png") || lower.endsWith(".jpg") || lower.endsWith(".jpeg") || lower.endsWith(".bmp");
    }

    /** Whether a name ends as picture files do that others can read, but not we. */
    static boolean isOther(String name) {
        return OTHERS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /**
     * Decodes a file.
     *
     * @param channels 1 (colours become their luma, Rec. 601) or 3 (grey is repeated)
     * @param name for messages
     * @throws DataException naming the file and what is wrong with it
     */
    static Picture decode(byte[] file, int channels, String name) {
        Encoding encoding = ContentType.sniff(file)
                .orElseThrow(() -> new DataException(
                        name + ": expected a PNG, JPEG or BMP file, its first bytes are of none of them"));
        try {
            return Picture.of(CODEC.decodeFile(file, encoding), channels);
        } catch (MalformedPayloadException damaged) {
            throw new DataException(name + ": " + damaged.getMessage(), damaged);
        }
    }
}
