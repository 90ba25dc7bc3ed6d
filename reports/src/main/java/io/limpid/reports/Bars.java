package io.limpid.reports;

import static java.util.Objects.requireNonNull;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Horizontal bars from zero, one below the other, each with its name and value: runs beside each other. */
public final class Bars {
    private static final int LENGTH = 420;
    private static final int ROW = 26;
    private static final int THICK = 16;
    private static final int GAP = 10;
    private static final Color AXIS = new Color(0x999999);

    private final String title;
    private final String format;
    private final List<Bar> bars = new ArrayList<>();

    private record Bar(String name, double value, boolean marked) {}

    /** @param format of a value, as in {@link String#format}: {@code %.2f dB} */
    public Bars(String title, String format) {
        this.title = requireNonNull(title, "title");
        this.format = requireNonNull(format, "format");
    }

    /** Adds a bar below the others; a value that is not finite gets none, only its name. */
    public Bars bar(String name, double value) {
        bars.add(new Bar(requireNonNull(name, "name"), value, false));
        return this;
    }

    /** A bar that stands out: the best, or the one that others are compared with. */
    public Bars marked(String name, double value) {
        bars.add(new Bar(requireNonNull(name, "name"), value, true));
        return this;
    }

    /** The bars as a PNG file, as wide and high as the names need. */
    public byte[] png() {
        int nameWidth = bars.stream()
                .mapToInt(bar -> Canvas.textWidth(bar.name()))
                .max()
                .orElse(0);
        int valueWidth =
                bars.stream().mapToInt(bar -> Canvas.textWidth(text(bar))).max().orElse(0);
        int left = GAP + nameWidth + GAP;
        int width = Math.max(left + LENGTH + GAP + valueWidth + GAP, Canvas.titleWidth(title) + 2 * GAP);
        try (Canvas canvas = new Canvas(width, ROW * (bars.size() + 1) + GAP)) {
            canvas.title(title, GAP, ROW / 2);
            for (int i = 0; i < bars.size(); i++) {
                draw(canvas, bars.get(i), left, ROW * (i + 1));
            }
            canvas.rectangle(AXIS, left + place(0), ROW, 1, ROW * bars.size());
            return canvas.png();
        }
    }

    private void draw(Canvas canvas, Bar bar, int left, int top) {
        int middle = top + ROW / 2;
        canvas.text(bar.name(), left - GAP - Canvas.textWidth(bar.name()), middle);
        int end = place(0);
        if (Double.isFinite(bar.value())) {
            int from = Math.min(place(0), place(bar.value()));
            end = Math.max(place(0), place(bar.value()));
            canvas.rectangle(Palette.ofClass(bar.marked() ? 1 : 0), left + from, middle - THICK / 2, end - from, THICK);
        }
        canvas.text(text(bar), left + end + GAP / 2, middle);
    }

    private String text(Bar bar) {
        return Double.isFinite(bar.value()) ? String.format(Locale.ROOT, format, bar.value()) : "–";
    }

    /** Pixels from the left end of the scale, which holds zero and all values. */
    private int place(double value) {
        double low = 0;
        double high = 0;
        for (Bar bar : bars) {
            if (Double.isFinite(bar.value())) {
                low = Math.min(low, bar.value());
                high = Math.max(high, bar.value());
            }
        }
        return low == high ? 0 : (int) Math.round((value - low) / (high - low) * LENGTH);
    }
}
