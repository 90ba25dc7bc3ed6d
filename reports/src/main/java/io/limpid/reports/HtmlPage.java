package io.limpid.reports;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A page in one file: style and pictures inside, no scripts, nothing fetched; light or dark as the reader's system is, and
 * readable on a phone. All text means itself: what has a meaning in HTML is escaped.
 */
public final class HtmlPage {
    private static final int MOST_WITHOUT_INDEX = 5;

    private final StringBuilder body = new StringBuilder();
    private final List<String> headings = new ArrayList<>();
    private final String title;

    public HtmlPage(String title) {
        this.title = requireNonNull(title, "title");
    }

    /** Begins a section. A page of more than five has an index of them at its top. */
    public HtmlPage heading(String text) {
        headings.add(text);
        return add("<h2 id=\"" + anchor(headings.size()) + "\">" + escaped(text) + "</h2>\n");
    }

    /** Running text; what stands between {@code `backticks`} is shown as code. */
    public HtmlPage paragraph(String text) {
        return add("<p>" + escaped(text).replaceAll("`([^`]+)`", "<code>$1</code>") + "</p>\n");
    }

    /** Text whose line breaks and spaces count: code, a recipe, a log. */
    public HtmlPage preformatted(String text) {
        return add(pre(text));
    }

    /** The same, folded up until the reader opens it: for long texts. */
    public HtmlPage details(String summary, String text) {
        return add("<details><summary>" + escaped(summary) + "</summary>\n" + pre(text) + "</details>\n");
    }

    private static String pre(String text) {
        return "<pre><code>" + escaped(text) + "</code></pre>\n";
    }

    /** Two columns: names and values. */
    public HtmlPage facts(Map<String, String> facts) {
        body.append("<div class=\"wide\"><table>\n");
        facts.forEach((name, value) -> body.append("<tr><th scope=\"row\">")
                .append(escaped(name))
                .append("</th><td>")
                .append(escaped(value))
                .append("</td></tr>\n"));
        return add("</table></div>\n");
    }

    /** A table of texts. Columns of numbers are aligned at the right. */
    public HtmlPage table(List<String> header, List<List<String>> rows) {
        Table table = new Table(header);
        rows.forEach(table::row);
        return table(table);
    }

    public HtmlPage table(Table table) {
        return add(table.html());
    }

    /** A PNG picture, with what it shows in words for those who can't see it. */
    public HtmlPage picture(byte[] png, String description) {
        return add("<figure>" + Cell.of(png, description, "", false).image() + "</figure>\n");
    }

    /** A PNG picture with a caption below. */
    public HtmlPage picture(byte[] png, String description, String caption) {
        return add("<figure>" + Cell.of(png, description, "", false).image() + "<figcaption>" + escaped(caption)
                + "</figcaption></figure>\n");
    }

    /**
     * A picture with a caption, or either.
     *
     * @param picture a PNG file in base64; empty for none
     * @param description what the picture shows, in words
     * @param caption below it
     * @param wrong whether the caption is to stand out as an error
     */
    public record Cell(String picture, String description, String caption, boolean wrong) {
        public static Cell of(byte[] png, String description, String caption, boolean wrong) {
            return new Cell(Base64.getEncoder().encodeToString(png), description, caption, wrong);
        }

        public static Cell text(String text) {
            return new Cell("", "", text, false);
        }

        boolean hasPicture() {
            return !picture.isEmpty();
        }

        String image() {
            return "<img alt=\"" + escaped(description) + "\" src=\"data:image/png;base64," + picture + "\">";
        }
    }

    /** A row of small pictures with a heading at its left, in a table of rows. */
    public record PictureRow(String heading, List<Cell> cells) {
        public PictureRow {
            cells = List.copyOf(cells);
        }
    }

    public HtmlPage pictures(List<PictureRow> rows) {
        body.append("<div class=\"wide\"><table>\n");
        for (PictureRow row : rows) {
            body.append("<tr><th scope=\"row\">").append(escaped(row.heading())).append("</th>");
            row.cells().forEach(cell -> body.append("<td class=\"picture\">")
                    .append(cell.image())
                    .append("<br><span")
                    .append(cell.wrong() ? " class=\"wrong\">" : ">")
                    .append(escaped(cell.caption()))
                    .append("</span></td>"));
            body.append("</tr>\n");
        }
        return add("</table></div>\n");
    }

    /**
     * A few pictures that belong together, with a caption and a verdict.
     *
     * @param pictures side by side; their captions are not shown
     * @param wrong whether the verdict is bad
     */
    public record Card(List<Cell> pictures, String caption, String verdict, boolean wrong) {
        public Card {
            pictures = List.copyOf(pictures);
        }

        String html() {
            StringBuilder html = new StringBuilder("<figure>");
            pictures.forEach(picture -> html.append(picture.image()));
            return html.append("<figcaption>")
                    .append(escaped(caption))
                    .append(wrong ? " <span class=\"wrong\">" : " <span class=\"right\">")
                    .append(escaped(verdict))
                    .append("</span></figcaption></figure>\n")
                    .toString();
        }
    }

    /** Cards side by side, as many as the window has room for. */
    public HtmlPage cards(List<Card> cards) {
        body.append("<div class=\"cards\">\n");
        cards.forEach(card -> body.append(card.html()));
        return add("</div>\n");
    }

    private HtmlPage add(String html) {
        body.append(html);
        return this;
    }

    /** The page as it stands. */
    public String html() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s</title>
                <style>
                %2$s</style>
                </head>
                <body>
                <h1>%1$s</h1>
                %3$s%4$s</body>
                </html>
                """.formatted(escaped(title), PageStyle.CSS, index(), body);
    }

    private String index() {
        if (headings.size() <= MOST_WITHOUT_INDEX) {
            return "";
        }
        StringBuilder index = new StringBuilder("<nav aria-label=\"sections\"><ul>\n");
        for (int i = 1; i <= headings.size(); i++) {
            index.append("<li><a href=\"#%s\">%s</a></li>\n".formatted(anchor(i), escaped(headings.get(i - 1))));
        }
        return index.append("</ul></nav>\n").toString();
    }

    private static String anchor(int section) {
        return "section-" + section;
    }

    /** Text that means itself in HTML, in elements and in quoted attributes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
