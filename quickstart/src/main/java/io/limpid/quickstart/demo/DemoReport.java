package io.limpid.quickstart.demo;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Encoding;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.demo.Pictures.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The demo's result as one HTML file that needs no other. */
final class DemoReport {
    private static final String TEMPLATE = "/demo-report.html";
    private static final int SHOWN = 10;

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

    /** @throws CommandFailure when it can't be written */
    Path write(Path folder) {
        Path file = folder.resolve("report.html");
        try {
            Files.createDirectories(folder);
            return Files.writeString(file, html());
        } catch (IOException failure) {
            throw CommandFailure.failed(
                    "the report " + file + " can't be written: " + failure.getMessage(),
                    "make room on its disk, or make the folder writable",
                    failure);
        }
    }

    String html() {
        Figures.Setting setting = figures.setting();
        String title = "%s images of %s, noise %s"
                .formatted(String.format(Locale.ROOT, "%,d", setting.images()), setting.dataset(), setting.noise());
        return template()
                .replace("{{title}}", Html.escape(title))
                .replace("{{source}}", Html.escape(setting.source()))
                .replace("{{pictures}}", pictureRows())
                .replace("{{figures}}", figureRows());
    }

    private String figureRows() {
        return FiguresTable.rows(figures).stream()
                .map(row -> "<tr><th>%s</th><td>%s</td><td>%s</td><td class=\"remark\">%s</td></tr>"
                        .formatted(
                                Html.escape(row.measure()),
                                Html.escape(row.noisy()),
                                Html.escape(row.denoised()),
                                Html.escape(row.remark())))
                .collect(Collectors.joining("\n"));
    }

    private String pictureRows() {
        return pictures.stream().map(this::pictureRow).collect(Collectors.joining("\n"));
    }

    private String pictureRow(Picture picture) {
        String truth = labelNames.get(picture.trueClass());
        boolean isRight = picture.label().getClassIndex() == picture.trueClass();
        String label = String.format(
                Locale.ROOT,
                "%s %.2f",
                picture.label().getLabel(),
                picture.label().getConfidence());
        return "<figure>%s%s%s<figcaption>%s <span class=\"%s\">→ %s</span></figcaption></figure>"
                .formatted(
                        image("clean " + truth, picture.clean()),
                        image("noisy " + truth, picture.noisy()),
                        image("denoised " + truth, picture.denoised()),
                        Html.escape(truth),
                        isRight ? "right" : "wrong",
                        Html.escape(label));
    }

    private String image(String description, Pixels pixels) {
        String data = Base64.getEncoder().encodeToString(codec.encodeBytes(pixels, Encoding.PNG));
        return "<img alt=\"%s\" src=\"data:image/png;base64,%s\">".formatted(Html.escape(description), data);
    }

    private static String template() {
        try (InputStream source = DemoReport.class.getResourceAsStream(TEMPLATE)) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException("the jar lacks " + TEMPLATE, impossible);
        }
    }
}
