package io.limpid.quickstart.console;

import io.limpid.reports.Figures;
import java.util.Locale;

/** Numbers for people. */
public final class Numbers {
    private Numbers() {}

    /** As reports write it, see {@link Figures#text}. */
    public static String text(double value) {
        return Figures.text(value);
    }

    /**
     * A number of things: {@code 1 image}, {@code 2 images}.
     *
     * @param thing one of them, which has an s behind it where there are more
     */
    public static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** A span of time: 12 s, 5 min, 3.2 h. */
    public static String time(double seconds) {
        if (seconds < 100) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        return seconds < 6000
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
