package io.limpid.reports;

import io.limpid.reports.HtmlPage.Cell;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** A table with a header. A column whose texts are all numbers, with or without a unit, is aligned at the right. */
public final class Table {
    /** 12, 1,234.5, −0.3, 3.2e-5, 19.76 dB, 98 %, 0.012 ± 0.001 */
    private static final Pattern NUMBER = Pattern.compile(
            "[+\\-−]?[\\d,]*\\.?\\d+(?:[eE][+-]?\\d+)?(?: ± [\\d.]+(?:[eE][+-]?\\d+)?)?\\s?[%\\p{L}/]{0,10}");
    /** What stands for a missing number. */
    private static final Pattern NOTHING = Pattern.compile("[–—-]?");

    private final List<String> header;
    private final List<List<Cell>> rows = new ArrayList<>();
    private final BitSet best = new BitSet();
    private final BitSet right = new BitSet();

    public Table(List<String> header) {
        this.header = List.copyOf(header);
        if (header.isEmpty()) {
            throw new IllegalArgumentException("a table has at least one column");
        }
    }

    /** Aligns a column at the right though not all its texts are numbers. The first is 0. */
    public Table right(int column) {
        right.set(Objects.checkIndex(column, header.size()));
        return this;
    }

    /** Adds a row of texts. */
    public Table row(List<String> texts) {
        return cells(texts.stream().map(Cell::text).toList());
    }

    /** Adds a row of texts that is marked as the best. */
    public Table best(List<String> texts) {
        best.set(rows.size());
        return row(texts);
    }

    /**
     * Adds a row whose cells may hold pictures.
     *
     * @throws IllegalArgumentException when there are not as many as columns
     */
    public Table cells(List<Cell> cells) {
        if (cells.size() != header.size()) {
            throw new IllegalArgumentException(
                    "a row of " + cells.size() + " cells does not fit the " + header.size() + " columns " + header);
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    String html() {
        StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
        for (int column = 0; column < header.size(); column++) {
            html.append("<th scope=\"col\"").append(isRight(column) ? " class=\"number\">" : ">");
            html.append(HtmlPage.escaped(header.get(column))).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (int row = 0; row < rows.size(); row++) {
            html.append(best.get(row) ? "<tr class=\"best\">" : "<tr>");
            for (int column = 0; column < header.size(); column++) {
                html.append(html(rows.get(row).get(column), isRight(column)));
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String html(Cell cell, boolean atTheRight) {
        String text = HtmlPage.escaped(cell.caption());
        String content = cell.wrong() ? "<span class=\"wrong\">" + text + "</span>" : text;
        if (cell.hasPicture()) {
            return "<td class=\"picture\">" + cell.image() + (text.isEmpty() ? "" : "<br>" + content) + "</td>";
        }
        return (atTheRight ? "<td class=\"number\">" : "<td>") + content + "</td>";
    }

    private boolean isRight(int column) {
        return right.get(column) || isNumeric(column);
    }

    private boolean isNumeric(int column) {
        List<String> texts = rows.stream()
                .map(row -> row.get(column))
                .filter(cell -> !cell.hasPicture())
                .map(Cell::caption)
                .filter(text -> !NOTHING.matcher(text).matches())
                .toList();
        return !texts.isEmpty()
                && texts.stream().allMatch(text -> NUMBER.matcher(text).matches());
    }
}
