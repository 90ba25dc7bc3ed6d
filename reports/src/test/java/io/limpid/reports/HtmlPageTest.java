package io.limpid.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlPageTest {
    private static final String EVIL = "</td><script>alert('x')</script>&\"";

    @Test
    void textMeansItselfWhereverItStands() {
        String html = new HtmlPage(EVIL)
                .heading(EVIL)
                .paragraph(EVIL)
                .preformatted(EVIL)
                .facts(Map.of(EVIL, EVIL))
                .picture(new byte[] {1}, EVIL)
                .pictures(List.of(
                        new HtmlPage.PictureRow(EVIL, List.of(HtmlPage.Cell.of(new byte[] {1}, EVIL, EVIL, true)))))
                .html();

        assertThat(html).doesNotContain("<script", "alert('", "&\"");
        assertThat(html).containsSubsequence("<title>&lt;/td&gt;&lt;script&gt;alert(&#39;x&#39;)", "<h1>&lt;/td");
    }

    @Test
    void nothingIsFetched() {
        String html = new HtmlPage("page")
                .picture(new byte[] {1, 2, 3}, "three bytes")
                .html();

        assertThat(html)
                .contains("src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(new byte[] {1, 2, 3}))
                .doesNotContain("http", "url(", "@import", "<link");
    }

    @Test
    void readsOnAPhoneAndInTheDark() {
        assertThat(new HtmlPage("page").html()).contains("name=viewport", "color-scheme: light dark");
    }

    @Test
    void aWrongCaptionStandsOut() {
        HtmlPage.Cell right = HtmlPage.Cell.of(new byte[0], "a seven", "7", false);
        HtmlPage.Cell wrong = HtmlPage.Cell.of(new byte[0], "a seven", "1", true);

        String html = new HtmlPage("page")
                .pictures(List.of(new HtmlPage.PictureRow("denoised", List.of(right, wrong))))
                .html();

        assertThat(html).contains("<span>7</span>", "<span class=wrong>1</span>");
    }
}
