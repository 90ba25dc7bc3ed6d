package io.limpid.quickstart.stream;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Denoised images as files that any viewer opens: their names and their bytes. */
final class Pictures {
    private static final int LONGEST_NAME = 150;

    private final Set<String> given = new HashSet<>();
    /** What comes from our own services may be larger than what is taken from anyone. */
    private final ImageCodec codec = new ImageCodec(new PayloadLimits(17 << 20, 16L << 20));

    /**
     * A picture's name, made of its id; a second one of the same id gets the coordinates behind it.
     *
     * @param coordinates tell this record from all others
     */
    String name(DenoisedFrame frame, String coordinates) {
        String ending = ending(frame.getImage().getEncoding());
        String name = fileName(frame.getId(), ending);
        return given.add(name) ? name : fileName(frame.getId() + "-" + coordinates, ending);
    }

    byte[] bytes(DenoisedFrame frame) throws MalformedPayloadException {
        Image image = frame.getImage();
        return isFile(image.getEncoding())
                ? image.getData().toByteArray()
                : codec.encodeBytes(codec.decode(image), Encoding.PNG);
    }

    private static boolean isFile(Encoding encoding) {
        return switch (encoding) {
            case PNG, JPEG, BMP, GIF, TIFF -> true;
            default -> false;
        };
    }

    private static String ending(Encoding encoding) {
        return switch (encoding) {
            case JPEG -> ".jpg";
            case BMP -> ".bmp";
            case GIF -> ".gif";
            case TIFF -> ".tif";
            default -> ".png";
        };
    }

    /** Ids come from anyone: what could leave the folder or trouble a file system becomes an underscore. */
    static String fileName(String id, String ending) {
        String safe = id.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[.-]*$|^[.-]+", "_");
        String stem = safe.substring(0, Math.min(safe.length(), LONGEST_NAME));
        return stem.toLowerCase(Locale.ROOT).endsWith(ending) ? stem : stem + ending;
    }
}
