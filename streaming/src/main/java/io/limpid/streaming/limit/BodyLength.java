package io.limpid.streaming.limit;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request tells of its body before the body is read. */
public final class BodyLength {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    /** More digits are beyond every limit. */
    private static final int MOST_DIGITS = 18;

    private BodyLength() {}

    /**
     * Whether a body says that it is larger than a limit.
     *
     * @param contentLength the header's text; null where there is none
     * @param mostBytes that are allowed
     * @return false too where the header is missing or is no number
     */
    public static boolean isBeyond(@Nullable String contentLength, long mostBytes) {
        return contentLength != null
                && DIGITS.matcher(contentLength).matches()
                && (contentLength.length() > MOST_DIGITS || Long.parseLong(contentLength) > mostBytes);
    }
}
