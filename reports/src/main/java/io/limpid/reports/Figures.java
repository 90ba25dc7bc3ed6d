package io.limpid.reports;

import java.util.Locale;

/** Numbers for people: the same on a terminal, on a run's page and side by side. */
public final class Figures {
    /** From here on a double does not hold every whole number. */
    private static final double LARGEST_WHOLE = 1e15;

    private Figures() {}

    /** Whole numbers whole, others to four digits behind the point or so: 26,712, 0.0141, 19.76, 3.4e-06; a dash for what is not finite. */
    public static String text(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "–";
        }
        if (value == Math.rint(value) && size < LARGEST_WHOLE) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        if (size >= LARGEST_WHOLE) {
            return String.format(Locale.ROOT, "%.4g", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%,.2f" : size >= 1e-3 ? "%.4f" : "%.1e", value);
    }
}
