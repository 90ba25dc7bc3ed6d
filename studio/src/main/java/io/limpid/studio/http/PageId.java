package io.limpid.studio.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What pages call themselves. */
final class PageId {
    static final String EXPECTED = "expected page, 8 to 64 letters, digits and dashes";
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9-]{8,64}");

    private PageId() {}

    static boolean isLegal(@Nullable String page) {
        return page != null && LEGAL.matcher(page).matches();
    }
}
