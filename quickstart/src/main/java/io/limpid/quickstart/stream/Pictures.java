package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import io.limpid.client.RecordPlace;
import io.limpid.client.Result;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Denoised images as files that any viewer opens: their names and their bytes. */
final class Pictures {
    private static final int LONGEST_NAME = 150;

    private final Set<String> given = new HashSet<>();
    private final Shelf shelf;
    /** What comes from our own services may be larger than what is taken from anyone. */
    private final ImageCodec codec = new ImageCodec(new PayloadLimits(17 << 20, 16L << 20));

    /** Where pictures go. */
    interface Shelf {
        /** Whether something stands there under this name, and is not these bytes. */
        boolean holdsAnother(String name, byte[] bytes) throws IOException;
    }

    Pictures(Shelf shelf) {
        this.shelf = requireNonNull(shelf, "shelf");
    }

    /**
     * A picture's name, made of its id, and of the record's coordinates where that name is taken: no picture takes the place of
     * another, of this run, of an earlier one or of anybody's, and what is read again gets the name that it had.
     *
     * @param bytes of the picture
     */
    String name(Result.Denoised denoised, byte[] bytes) throws IOException {
        DenoisedFrame frame = denoised.frame();
        String ending = ending(frame.getImage().getEncoding());
        String suffix = "";
        String name = fileName(frame.getId(), suffix, ending);
        for (int turn = 1; given.contains(name) || shelf.holdsAnother(name, bytes); turn++) {
            suffix = "-" + coordinates(denoised.place()) + (turn == 1 ? "" : "-" + turn);
            name = fileName(frame.getId(), suffix, ending);
        }
        given.add(name);
        return name;
    }

    static String coordinates(RecordPlace place) {
        return place.partition() + "-" + place.offset();
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

    /**
     * Ids come from anyone: what could leave the folder or trouble a file system becomes an underscore.
     *
     * @param suffix comes whole behind the id, however long that is
     */
    static String fileName(String id, String suffix, String ending) {
        String safe = id.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[.-]*$|^[.-]+", "_");
        String stem = safe.substring(0, Math.min(safe.length(), LONGEST_NAME)) + suffix;
        return stem.toLowerCase(Locale.ROOT).endsWith(ending) ? stem : stem + ending;
    }
}
