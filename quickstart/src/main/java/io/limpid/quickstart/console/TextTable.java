package io.limpid.quickstart.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A table for terminals: columns as wide as they must be, numbers at the right. */
public final class TextTable {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[\\d.,]+(e[+-]?\\d+)?[ *★]*|[–-]?");

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(List<String> header) {
        this.header = List.copyOf(header);
    }

    /** @throws IllegalArgumentException when there are not as many cells as columns */
    public TextTable row(List<String> cells) {
        if (cells.size() != header.size()) {
            throw new IllegalArgumentException(
                    "a row of " + cells.size() + " cells does not fit " + header.size() + " columns");
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** The lines, the header first, each indented by two. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line(header));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder("  ");
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String space = " ".repeat(width(column) - cell.length());
            line.append(isNumeric(column) ? space + cell : cell + space).append("  ");
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int widest =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return Math.max(widest, header.get(column).length());
    }

    private boolean isNumeric(int column) {
        return rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    }
}
