package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.v1.Encoding;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of pictures' files, and of files made of ids, which come from anyone and may be any text. */
public final class FileNames {
    /** In UTF-8; file systems take 255, of which what is put behind and a temporary file's marks need some. */
    private static final int MOST_BYTES = 150;

    /** What some file system forbids, and what does not show: control and format characters, halves of characters, line ends. */
    private static final Pattern FORBIDDEN = Pattern.compile("[/\\\\:*?\"<>|\\p{C}\\p{Zl}\\p{Zp}]");
    /** Hidden files, options of commands, and spaces that nobody sees. */
    private static final Pattern MISLEADING_START = Pattern.compile("^[\\p{Z}.-]+");
    /** Windows passes over them. */
    private static final Pattern LOST_END = Pattern.compile("[ .]+$");
    /** Devices on Windows, with any ending. */
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|(com|lpt)[0-9\u00b9\u00b2\u00b3])(\\..*)?", Pattern.CASE_INSENSITIVE);

    /** Of this system's file names; without a locale there is little but English letters. */
    private static final Charset SYSTEM = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private FileNames() {}

    /**
     * An id as a file's name, readable as it was: only what could leave the folder or trouble a file system becomes an underscore.
     *
     * @param id any text
     * @return not empty, of at most {@value #MOST_BYTES} bytes; several ids may have the same
     */
    public static String safe(String id) {
        return safe(id, SYSTEM);
    }

    /** @param charset of the file system's names: what it lacks becomes an underscore as well */
    static String safe(String id, Charset charset) {
        String allowed = encodable(FORBIDDEN.matcher(id).replaceAll("_"), charset);
        String seen = MISLEADING_START.matcher(allowed).replaceFirst("_");
        String kept = LOST_END.matcher(seen).replaceFirst("_");
        String name = DEVICE.matcher(kept).matches() ? "_" + kept : kept;
        return name.isEmpty() ? "_" : cut(name);
    }

    private static String encodable(String text, Charset charset) {
        CharsetEncoder encoder = charset.newEncoder();
        return text.codePoints()
                .mapToObj(Character::toString)
                .map(character -> encoder.canEncode(character) ? character : "_")
                .collect(Collectors.joining());
    }

    /** The end goes, but an ending. */
    private static String cut(String name) {
        if (bytes(name) <= MOST_BYTES) {
            return name;
        }
        String ending =
                encoding(name).map(known -> name.substring(stem(name).length())).orElse("");
        StringBuilder stem = new StringBuilder();
        int left = MOST_BYTES - bytes(ending);
        for (int character : name.codePoints().toArray()) {
            left -= bytes(Character.toString(character));
            if (left < 0) {
                break;
            }
            stem.appendCodePoint(character);
        }
        return stem + ending;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The encoding that a file is called after; empty where it is called like no picture. */
    public static Optional<Encoding> encoding(String name) {
        return ImageFile.typeByEnding(name).flatMap(ContentType::encodingOf);
    }

    /** A file's name without its ending. */
    public static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** The ending that files of an encoding usually have, with its dot. */
    public static String ending(Encoding encoding) {
        return switch (requireNonNull(encoding, "encoding")) {
            case JPEG -> ".jpg";
            case TIFF -> ".tif";
            default -> "." + encoding.name().toLowerCase(Locale.ROOT);
        };
    }
}
