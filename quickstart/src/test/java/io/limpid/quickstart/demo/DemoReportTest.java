package io.limpid.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Classification;
import io.limpid.quickstart.demo.Pictures.Picture;
import io.limpid.quickstart.stream.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoReportTest {
    private static final Figures FIGURES = new Figures(
            new Figures.Setting("a <set> & more", "\"here\"", "gaussian:0.5", 4000, 3),
            new History(0, 1, 2, 0),
            new Figures.Likeness(9.41, 19.76, 0.4, 0.78),
            new Figures.Accuracy(0.98, 0.41, 0.95, 0.94, 1),
            new Figures.Speed(
                    630,
                    new Figures.Latency(12.345, 56.7, 89),
                    new Figures.Machine("cpu", 120, 150, 3, Map.of("denoiser", 313L))));

    @Test
    void showsTenImagesOfEachKindWithTheirLabels() {
        String html = report(25).html();

        assertThat(html.split("alt=\"clean ", -1)).hasSize(11);
        assertThat(html.split("alt=\"noisy ", -1)).hasSize(11);
        assertThat(html.split("alt=\"denoised ", -1)).hasSize(11);
        assertThat(html).contains("<figcaption>class 7 <span class=\"right\">→ class 7 0.90</span>");
        assertThat(html).contains("<span class=\"wrong\">→ class 9 0.90</span>");
        assertThat(html).contains("<code>images.noisy</code>", "<td class=\"number\">19.76</td>");
    }

    @Test
    void leadsNowhereElse() {
        assertThat(report(10).html()).doesNotContain("http://", "https://", "<script", "<link");
    }

    @Test
    void escapesWhatComesFromOutside() {
        assertThat(report(10).html())
                .contains("4,000 images of a &lt;set&gt; &amp; more")
                .contains("&quot;here&quot;")
                .doesNotContain("<set>");
    }

    @Test
    void writesAllFiguresAsOneLineOfJson() throws Exception {
        String line = FIGURES.json();
        JsonNode json = new ObjectMapper().readTree(line);

        assertThat(line).doesNotContain("\n");
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .contains("dataset", "noise", "images", "lost", "duplicated", "out_of_order", "psnr_noisy")
                .contains("psnr_denoised", "ssim_noisy", "ssim_denoised", "accuracy_clean", "accuracy_noisy")
                .contains("accuracy_denoised", "images_per_second", "latency_p50_ms", "latency_p99_ms")
                .contains("train_seconds", "total_seconds", "provider");
        assertThat(json.path("duplicated").asInt()).isEqualTo(1);
        assertThat(json.path("out_of_order").asInt()).isEqualTo(2);
        assertThat(json.path("latency_p50_ms").asDouble()).isEqualTo(12.35);
    }

    @Test
    void putsTheFiguresIntoATable() {
        assertThat(FiguresTable.lines(FIGURES))
                .anyMatch(line -> line.matches("\\s*PSNR, dB\\s+9\\.41\\s+19\\.76\\s.*"))
                .anyMatch(line -> line.matches("\\s*accuracy\\s+0\\.410\\s+0\\.950\\s.*"))
                .anyMatch(line -> line.matches("\\s*duplicated\\s+1"));
    }

    /** Ten classes in turn; what is a 3 is taken for a 9. */
    private static DemoReport report(int count) {
        List<Picture> pictures = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Pixels pixels = Pixels.of(new ImageShape(1, 2, 2), new float[4]);
        for (int i = 0; i < 10; i++) {
            names.add("class " + i);
        }
        for (int i = 0; i < count; i++) {
            int truth = i % 10;
            int taken = truth == 3 ? 9 : truth;
            Classification label = Classification.newBuilder()
                    .setLabel(names.get(taken))
                    .setClassIndex(taken)
                    .setConfidence(0.9f)
                    .build();
            pictures.add(new Picture(i, truth, pixels, pixels, pixels, label));
        }
        return new DemoReport(FIGURES, pictures, names);
    }
}
