package io.limpid.contracts.image;

import io.limpid.contracts.v1.Encoding;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The media types of payloads, and the encodings they stand for. */
public final class ContentType {
    public static final String PROTOBUF = "application/x-protobuf";
    public static final String JSON = "application/json";
    public static final String YAML = "application/yaml";

    /** In a signature: whatever byte is there, such as one of a length. */
    private static final int ANY = -1;

    private enum Known {
        PNG("image/png", Encoding.PNG, new int[] {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}),
        JPEG("image/jpeg", Encoding.JPEG, new int[] {0xff, 0xd8, 0xff}),
        BMP("image/bmp", Encoding.BMP, new int[] {'B', 'M'}),
        GIF("image/gif", Encoding.GIF, new int[] {'G', 'I', 'F', '8'}),
        WEBP("image/webp", Encoding.WEBP, new int[] {'R', 'I', 'F', 'F', ANY, ANY, ANY, ANY, 'W', 'E', 'B', 'P'}),
        TIFF("image/tiff", Encoding.TIFF, new int[] {'I', 'I', 42, 0}),
        TIFF_BIG_ENDIAN("image/tiff", Encoding.TIFF, new int[] {'M', 'M', 0, 42}),
        GRAY8("image/x-gray8", Encoding.GRAY8, new int[0]),
        RGB8("image/x-rgb8", Encoding.RGB8, new int[0]),
        FLOAT32("image/x-float32", Encoding.FLOAT32, new int[0]);

        private static final Known[] ALL = values();

        private final String name;
        private final Encoding encoding;
        private final int[] magic;

        Known(String name, Encoding encoding, int[] magic) {
            this.name = name;
            this.encoding = encoding;
            this.magic = magic;
        }

        private boolean starts(byte[] bytes) {
            if (magic.length == 0 || bytes.length < magic.length) {
                return false;
            }
            for (int i = 0; i < magic.length; i++) {
                if (magic[i] != ANY && (bytes[i] & 0xff) != magic[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private ContentType() {}

    /** The encoding a media type names, parameters such as {@code ;charset=} ignored. */
    public static Optional<Encoding> encodingOf(String mediaType) {
        String name = bare(mediaType);
        String canonical = name.equals("image/jpg") ? "image/jpeg" : name;
        return Arrays.stream(Known.ALL)
                .filter(known -> known.name.equals(canonical))
                .map(known -> known.encoding)
                .findFirst();
    }

    /** The media type of an encoding. */
    public static String of(Encoding encoding) {
        return Arrays.stream(Known.ALL)
                .filter(known -> known.encoding == encoding)
                .map(known -> known.name)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no media type stands for " + encoding));
    }

    /** The encoding of a file, by its first bytes. */
    public static Optional<Encoding> sniff(byte[] bytes) {
        return Arrays.stream(Known.ALL)
                .filter(known -> known.starts(bytes))
                .map(known -> known.encoding)
                .findFirst();
    }

    public static boolean isProtobuf(String mediaType) {
        String name = bare(mediaType);
        return name.equals(PROTOBUF) || name.equals("application/protobuf");
    }

    /** A media type in lower case without its parameters. */
    public static String bare(String mediaType) {
        int end = mediaType.indexOf(';');
        return (end < 0 ? mediaType : mediaType.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }
}
