package io.limpid.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlPageTest {
    private static final String EVIL = "</td></pre></code><script>alert('x')</script>&\"`</p><script>`";
    private static final byte[] PNG = {1, 2, 3};

    @Test
    void textMeansItselfWhereverItStands() {
        HtmlPage.Cell cell = HtmlPage.Cell.of(PNG, EVIL, EVIL, true);
        HtmlPage page = new HtmlPage(EVIL);
        for (int i = 0; i < 6; i++) {
            page.heading(EVIL);
        }
        String html = page.paragraph(EVIL)
                .preformatted(EVIL)
                .details(EVIL, EVIL)
                .facts(Map.of(EVIL, EVIL))
                .table(new Table(List.of(EVIL, EVIL)).row(List.of(EVIL, EVIL)).cells(List.of(cell, cell)))
                .picture(PNG, EVIL)
                .picture(PNG, EVIL, EVIL)
                .pictures(List.of(new HtmlPage.PictureRow(EVIL, List.of(cell))))
                .cards(List.of(new HtmlPage.Card(List.of(cell), EVIL, EVIL, false)))
                .html();

        assertThat(html).doesNotContain("<script", "alert('", "&\"");
        assertThat(html).containsSubsequence("<title>&lt;/td&gt;", "<h1>&lt;/td&gt;", "<code>&lt;/p&gt;");
        // the title twice, six headings with their links, and each of the rest once
        assertThat(html.split("alert\\(&#39;x&#39;\\)", -1)).hasSize(1 + 2 + 12 + 4 + 2 + 8 + 3 + 3 + 3);
    }

    @Test
    void nothingIsFetched() {
        String html = new HtmlPage("page").picture(PNG, "three bytes").html();

        assertThat(html)
                .contains("src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(PNG))
                .doesNotContain("http", "url(", "@import", "<link", "<script");
    }

    @Test
    void readsOnAPhoneAndInTheDark() {
        assertThat(new HtmlPage("page").html())
                .contains("name=\"viewport\"", "color-scheme: light dark", "prefers-color-scheme: dark");
    }

    @Test
    void aWrongCaptionStandsOut() {
        HtmlPage.Cell right = HtmlPage.Cell.of(new byte[0], "a seven", "7", false);
        HtmlPage.Cell wrong = HtmlPage.Cell.of(new byte[0], "a seven", "1", true);

        String html = new HtmlPage("page")
                .pictures(List.of(new HtmlPage.PictureRow("denoised", List.of(right, wrong))))
                .html();

        assertThat(html).contains("<span>7</span>", "<span class=\"wrong\">1</span>");
    }

    @Test
    void aCardHoldsItsPicturesAndItsVerdict() {
        HtmlPage.Cell picture = HtmlPage.Cell.of(PNG, "a cat", "", false);

        String html = new HtmlPage("page")
                .cards(List.of(
                        new HtmlPage.Card(List.of(picture, picture), "cat", "→ cat", false),
                        new HtmlPage.Card(List.of(picture), "cat", "→ dog", true)))
                .html();

        assertThat(html.split("<img alt=\"a cat\"", -1)).hasSize(4);
        assertThat(html)
                .contains("<figcaption>cat <span class=\"right\">→ cat</span></figcaption>")
                .contains("<figcaption>cat <span class=\"wrong\">→ dog</span></figcaption>");
    }

    @Test
    void aCaptionStandsBelowItsPicture() {
        assertThat(new HtmlPage("page").picture(PNG, "a curve", "Loss falls").html())
                .containsSubsequence("<figure><img alt=\"a curve\"", "<figcaption>Loss falls</figcaption></figure>");
    }

    @Test
    void moreThanFiveSectionsHaveAnIndexThatLeadsToThem() {
        HtmlPage page = new HtmlPage("page");
        for (int i = 1; i <= 5; i++) {
            page.heading("part " + i);
        }
        assertThat(page.html()).doesNotContain("<nav");

        String html = page.heading("part 6").html();

        assertThat(html)
                .containsSubsequence(
                        "<h1>", "<nav", "<a href=\"#section-6\">part 6</a>", "<h2 id=\"section-1\">part 1</h2>")
                .contains("<h2 id=\"section-6\">part 6</h2>");
    }

    @Test
    void aLongTextIsFoldedUp() {
        assertThat(new HtmlPage("page").details("log", "a\n  b").html())
                .contains("<details><summary>log</summary>\n<pre><code>a\n  b</code></pre>\n</details>");
    }

    @Test
    void backticksMakeCode() {
        assertThat(new HtmlPage("page").paragraph("read `a<b` and one ` more").html())
                .contains("<p>read <code>a&lt;b</code> and one ` more</p>");
    }

    @Test
    void escapesEveryCharacterThatMeansSomething() {
        assertThat(HtmlPage.escaped("<a href=\"x\" title='y'>&amp;</a>"))
                .isEqualTo("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
    }
}
