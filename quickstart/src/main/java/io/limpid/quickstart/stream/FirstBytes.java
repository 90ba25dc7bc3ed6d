package io.limpid.quickstart.stream;

import io.limpid.contracts.image.MalformedPayloadException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** How a file begins that is none of the kinds which are known; and what to do about files that can't be read. */
public final class FirstBytes {
    private static final int SHOWN_BYTES = 16;

    private FirstBytes() {}

    /** What to do about a picture that can't be decoded. */
    public static String remedy(MalformedPayloadException why) {
        return why.isUnreadKind()
                ? "the file may well be whole: save it as PNG in an image editor"
                : "take another copy of it, or save it again as PNG in an image editor";
    }

    /** What to do about it. */
    public static String remedy(byte[] file) {
        return file.length == 0 ? "take another copy of it" : "convert it to one of these, PNG for instance";
    }

    /** For people: that it is empty, or its first {@value #SHOWN_BYTES} bytes, as text where they are text. */
    public static String told(byte[] file) {
        if (file.length == 0) {
            return "it is empty";
        }
        byte[] first = Arrays.copyOf(file, Math.min(SHOWN_BYTES, file.length));
        String text = new String(first, StandardCharsets.ISO_8859_1);
        return text.chars().allMatch(c -> c >= ' ' && c <= '~' || Character.isWhitespace(c))
                ? "it begins with the text '" + text.replaceAll("\\s+", " ").strip() + "'"
                : "it begins with the bytes " + HexFormat.ofDelimiter(" ").formatHex(first);
    }
}
