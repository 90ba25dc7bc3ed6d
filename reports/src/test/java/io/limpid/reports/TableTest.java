package io.limpid.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    private static String html(String text) {
        return new HtmlPage("page")
                .table(List.of("column"), List.of(List.of(text)))
                .html();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"7", "0.605", ".5", "-3", "−3", "1,234", "3.2e-5", "19.76 dB", "98%", "12 s", "0.012 ± 0.001"})
    void numbersStandAtTheRight(String number) {
        assertThat(html(number))
                .contains("<th scope=\"col\" class=\"number\">column</th>")
                .contains("<td class=\"number\">" + number + "</td>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist", "20260501-120000-mnist", "3 of 7 images", "gaussian:0.5", "–", ""})
    void textsStandAtTheLeft(String text) {
        assertThat(html(text)).contains("<td>" + text + "</td>");
    }

    @Test
    void oneTextInAColumnMakesItAColumnOfTextsAndAGapDoesNot() {
        String html = new HtmlPage("page")
                .table(
                        List.of("run", "PSNR", "remark"),
                        List.of(List.of("a", "19.7", "1"), List.of("b", "–", "failed"), List.of("c", "", "2")))
                .html();

        assertThat(html)
                .contains("<td class=\"number\">–</td>", "<td class=\"number\"></td>")
                .contains("<td>1</td>", "<td>2</td>")
                .contains("<th scope=\"col\">remark</th>");
    }

    @Test
    void aColumnOfMixedTextsCanBeAlignedAtTheRight() {
        String html = new HtmlPage("page")
                .table(new Table(List.of("measure", "value"))
                        .right(1)
                        .row(List.of("PSNR", "19.7"))
                        .row(List.of("device", "the CPU")))
                .html();

        assertThat(html).contains("<td class=\"number\">the CPU</td>", "<td>device</td>");
    }

    @Test
    void theBestRowIsMarked() {
        String html = new HtmlPage("page")
                .table(new Table(List.of("run", "PSNR")).row(List.of("a", "19")).best(List.of("b", "21")))
                .html();

        assertThat(html).contains("<tr><td>a</td>", "<tr class=\"best\"><td>b</td>");
    }

    @Test
    void aCellMayHoldAPicture() {
        HtmlPage.Cell picture = HtmlPage.Cell.of(new byte[] {1}, "a seven", "7", false);

        String html = new HtmlPage("page")
                .table(new Table(List.of("run", "sample", "PSNR"))
                        .cells(List.of(HtmlPage.Cell.text("a"), picture, HtmlPage.Cell.text("19"))))
                .html();

        assertThat(html)
                .containsSubsequence("<td class=\"picture\"><img alt=\"a seven\"", "<br>7</td>", "class=\"number\">19");
    }

    @Test
    void rowsFitTheHeader() {
        assertThatThrownBy(() -> new Table(List.of("a", "b")).row(List.of("1")))
                .hasMessage("a row of 1 cells does not fit the 2 columns [a, b]");
        assertThatThrownBy(() -> new Table(List.of())).hasMessageContaining("at least one column");
    }
}
