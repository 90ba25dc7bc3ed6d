package io.limpid.quickstart.console;

import java.util.Locale;

/** Numbers for people. */
public final class Numbers {
    private Numbers() {}

    /** Four digits behind the point or so: 0.0141, 19.76, 314625, 3.4e-06; a dash for what is not finite. */
    public static String text(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "–";
        }
        if (value == Math.rint(value) && size < 1e15) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.2f" : size >= 1e-3 ? "%.4f" : "%.1e", value);
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
