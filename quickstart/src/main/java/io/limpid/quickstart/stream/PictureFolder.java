package io.limpid.quickstart.stream;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Denoised images as files that any viewer opens. */
final class PictureFolder {
    private static final int LONGEST_NAME = 150;

    private final Path folder;
    private final Set<String> written = new HashSet<>();
    /** What comes from our own services may be larger than what is taken from anyone. */
    private final ImageCodec codec = new ImageCodec(new PayloadLimits(17 << 20, 16L << 20));

    PictureFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes the image under its id; a second one of the same id gets the coordinates behind it.
     *
     * @param coordinates tell this record from all others
     * @return the file
     */
    Path write(DenoisedFrame frame, String coordinates) throws IOException, MalformedPayloadException {
        Image image = frame.getImage();
        String ending = ending(image.getEncoding());
        String name = fileName(frame.getId(), ending);
        if (!written.add(name)) {
            name = fileName(frame.getId() + "-" + coordinates, ending);
        }
        byte[] bytes = isFile(image.getEncoding())
                ? image.getData().toByteArray()
                : codec.encodeBytes(codec.decode(image), Encoding.PNG);
        return replace(folder.resolve(name), bytes);
    }

    /** Whoever watches the folder sees whole pictures only. */
    private static Path replace(Path file, byte[] bytes) throws IOException {
        Path part = Files.write(file.resolveSibling("." + file.getFileName() + ".part"), bytes);
        return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
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
