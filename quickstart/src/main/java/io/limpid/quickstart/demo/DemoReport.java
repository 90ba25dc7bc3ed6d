package io.limpid.quickstart.demo;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Encoding;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.demo.Pictures.Picture;
import io.limpid.quickstart.process.Unwritable;
import io.limpid.reports.HtmlPage;
import io.limpid.reports.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The demo's result as one HTML file that needs no other. */
final class DemoReport {
    /** As a place: standard output. */
    public static final String STANDARD_OUTPUT = "-";

    private static final int SHOWN = 10;
    private static final String HOW_MEASURED = """
            Accuracy before: the frame classifier that serves in the stream, on the noisy images. Accuracy after: the labels as \
            they came out of the topic. Latency is counted from when an image was due to be published until its label was read \
            by a consumer that sees committed records only.""";

    private final Figures figures;
    private final List<Picture> pictures;
    private final List<String> labelNames;
    private final ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);

    /** @param labelNames by class index */
    DemoReport(Figures figures, List<Picture> pictures, List<String> labelNames) {
        this.figures = requireNonNull(figures, "figures");
        this.pictures = shown(pictures);
        this.labelNames = List.copyOf(labelNames);
    }

    /** One of each class first, in the order of the classes; then whatever comes next. */
    private static List<Picture> shown(List<Picture> all) {
        List<Picture> shown = new ArrayList<>();
        List<Picture> others = new ArrayList<>();
        for (Picture picture : all) {
            boolean isNew = shown.stream().noneMatch(one -> one.trueClass() == picture.trueClass());
            (isNew ? shown : others).add(picture);
        }
        shown.sort(Comparator.comparingInt(Picture::trueClass));
        others.stream().limit(Math.max(0, SHOWN - shown.size())).forEach(shown::add);
        return List.copyOf(shown.subList(0, Math.min(SHOWN, shown.size())));
    }

    /**
     * Writes it to a file, or to standard output for the name -.
     *
     * @return where it is, for people
     * @throws CommandFailure when it can't be written
     */
    String write(String place) {
        if (place.equals(STANDARD_OUTPUT)) {
            new PrintStream(System.out, true, StandardCharsets.UTF_8).print(html());
            return "on standard output";
        }
        Path file = Path.of(place).toAbsolutePath();
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, html()).toUri().toString();
        } catch (IOException failure) {
            throw Unwritable.file("the report", file, "name another with --report", failure);
        }
    }

    String html() {
        Figures.Setting setting = figures.setting();
        String title = "%s images of %s, noise %s"
                .formatted(String.format(Locale.ROOT, "%,d", setting.images()), setting.dataset(), setting.noise());
        return new HtmlPage(title)
                .paragraph("Published to `images.noisy`, read back from `images.denoised` and `images.labels`. Data: "
                        + setting.source() + ".")
                .heading("Clean, noisy, denoised; what it is, and what the stream took it for")
                .cards(pictures.stream().map(this::card).toList())
                .heading("Measured in this run")
                .table(table())
                .paragraph(HOW_MEASURED)
                .html();
    }

    private Table table() {
        Table table = new Table(List.of("", "noisy", "denoised", "")).right(1).right(2);
        FiguresTable.rows(figures)
                .forEach(row -> table.row(List.of(row.measure(), row.noisy(), row.denoised(), row.remark())));
        return table;
    }

    private HtmlPage.Card card(Picture picture) {
        String truth = labelNames.get(picture.trueClass());
        String label = String.format(
                Locale.ROOT,
                "→ %s %.2f",
                picture.label().getLabel(),
                picture.label().getConfidence());
        return new HtmlPage.Card(
                List.of(
                        cell("clean " + truth, picture.clean()),
                        cell("noisy " + truth, picture.noisy()),
                        cell("denoised " + truth, picture.denoised())),
                truth,
                label,
                picture.label().getClassIndex() != picture.trueClass());
    }

    private HtmlPage.Cell cell(String description, Pixels pixels) {
        return HtmlPage.Cell.of(codec.encodeBytes(pixels, Encoding.PNG), description, "", false);
    }
}
