package io.limpid.reports;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A page in one file: style and pictures inside, no scripts, nothing fetched; light and dark as the reader's system is. */
public final class HtmlPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
            body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
            h1, h2 { line-height: 1.2; }
            table { border-collapse: collapse; }
            .wide { overflow-x: auto; }
            th, td { padding: .25rem .6rem; border-bottom: 1px solid #8885; text-align: left; vertical-align: top; }
            td.picture { padding: .15rem; border: 0; text-align: center; font-size: .8rem; }
            img { max-width: 100%; image-rendering: pixelated; }
            pre { overflow-x: auto; padding: .6rem; background: #8882; border-radius: .3rem; }
            .wrong { color: #d33; }
            """;

    private final StringBuilder body = new StringBuilder();
    private final String title;

    public HtmlPage(String title) {
        this.title = title;
        body.append("<h1>").append(escaped(title)).append("</h1>\n");
    }

    public HtmlPage heading(String text) {
        body.append("<h2>").append(escaped(text)).append("</h2>\n");
        return this;
    }

    public HtmlPage paragraph(String text) {
        body.append("<p>").append(escaped(text)).append("</p>\n");
        return this;
    }

    /** Text whose line breaks and spaces count. */
    public HtmlPage preformatted(String text) {
        body.append("<pre>").append(escaped(text)).append("</pre>\n");
        return this;
    }

    /** Two columns: names and values. */
    public HtmlPage facts(Map<String, String> facts) {
        body.append("<div class=wide><table>\n");
        facts.forEach((name, value) -> body.append("<tr><th scope=row>")
                .append(escaped(name))
                .append("</th><td>")
                .append(escaped(value))
                .append("</td></tr>\n"));
        body.append("</table></div>\n");
        return this;
    }

    /** A PNG picture, with what it shows in words. */
    public HtmlPage picture(byte[] png, String description) {
        body.append(image(Base64.getEncoder().encodeToString(png), description)).append('\n');
        return this;
    }

    /**
     * One picture of a row.
     *
     * @param picture a PNG file in base64
     * @param caption below it
     * @param wrong whether the caption is to stand out as an error
     */
    public record Cell(String picture, String description, String caption, boolean wrong) {
        public static Cell of(byte[] png, String description, String caption, boolean wrong) {
            return new Cell(Base64.getEncoder().encodeToString(png), description, caption, wrong);
        }
    }

    /** A row of small pictures with a heading at its left, in a table of rows. */
    public record PictureRow(String heading, List<Cell> cells) {
        public PictureRow {
            cells = List.copyOf(cells);
        }
    }

    public HtmlPage pictures(List<PictureRow> rows) {
        body.append("<div class=wide><table>\n");
        for (PictureRow row : rows) {
            body.append("<tr><th scope=row>").append(escaped(row.heading())).append("</th>");
            row.cells().forEach(this::cell);
            body.append("</tr>\n");
        }
        body.append("</table></div>\n");
        return this;
    }

    private void cell(Cell cell) {
        body.append("<td class=picture>").append(image(cell.picture(), cell.description()));
        body.append("<br><span").append(cell.wrong() ? " class=wrong>" : ">");
        body.append(escaped(cell.caption())).append("</span></td>");
    }

    private static String image(String base64, String description) {
        return "<img alt=\"" + escaped(description) + "\" src=\"data:image/png;base64," + base64 + "\">";
    }

    public String html() {
        return "<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
                + "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n<title>" + escaped(title)
                + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n" + body + "</body>\n</html>\n";
    }

    /** Text that means itself in HTML, in elements and in attributes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
