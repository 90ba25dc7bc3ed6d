package io.limpid.quickstart.compare;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.reports.Curves;
import io.limpid.reports.HtmlPage;
import io.limpid.reports.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Runs side by side on one page. */
final class ComparisonPage {
    private final Comparison comparison;
    private final HtmlPage page;

    ComparisonPage(Comparison comparison) {
        this.comparison = comparison;
        this.page = new HtmlPage(comparison.runs().size() == 1 ? "One run" : "Runs side by side");
    }

    String html() {
        page.facts(legend());
        if (!comparison.caveat().isEmpty()) {
            page.paragraph(comparison.caveat());
        }
        metrics("Metrics", comparison.metrics());
        metrics("Metrics at other noises", comparison.atOtherNoises());
        differences();
        curves();
        samples();
        provenance();
        recipes();
        return page.html();
    }

    private Map<String, String> legend() {
        Map<String, String> legend = new LinkedHashMap<>();
        for (int i = 0; i < comparison.runs().size(); i++) {
            ComparedRun run = comparison.runs().get(i);
            legend.put(Comparison.label(i), run.id() + " (" + run.status() + ")");
        }
        return legend;
    }

    private void metrics(String title, List<Comparison.Metric> metrics) {
        if (metrics.isEmpty()) {
            return;
        }
        Table table = new Table(comparison.header("metric"));
        for (int column = 1; column <= comparison.runs().size(); column++) {
            table.right(column);
        }
        metrics.forEach(metric -> table.row(metric.cells()));
        page.heading(title).table(table);
    }

    private void differences() {
        page.heading("Where the recipes differ");
        if (comparison.differing().isEmpty()) {
            page.paragraph("Nowhere: all keys have the same values.");
            return;
        }
        Table table = new Table(comparison.header("key"));
        comparison.differing().forEach(key -> table.row(key.cells()));
        page.table(table);
    }

    private void curves() {
        Curves curves = new Curves("loss", "epoch", "loss").logarithmic();
        boolean any = false;
        for (int i = 0; i < comparison.runs().size(); i++) {
            History history = comparison.runs().get(i).history();
            History.Line training = history.training();
            History.Line validation = history.validation();
            any |= !training.x().isEmpty();
            curves.line(Comparison.label(i) + ", training", training.x(), training.y());
            curves.dashed(Comparison.label(i) + ", validation", validation.x(), validation.y());
        }
        if (any) {
            page.heading("Training").picture(curves.png(), "loss over epochs of all runs, validation dashed");
        }
    }

    private void samples() {
        List<HtmlPage.Cell> cells = new ArrayList<>();
        for (ComparedRun run : comparison.runs()) {
            Path file = run.folder().resolve("samples.png");
            cells.add(
                    Files.isRegularFile(file)
                            ? HtmlPage.Cell.of(bytes(file), "test images of run " + run.id(), "", false)
                            : HtmlPage.Cell.text("none"));
        }
        if (cells.stream().anyMatch(cell -> !cell.picture().isEmpty())) {
            List<String> header = comparison.header("");
            page.heading("Test images").table(new Table(header.subList(1, header.size())).cells(cells));
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw CommandFailure.failed("the picture " + file + " can't be read: " + failure, "", failure);
        }
    }

    private void provenance() {
        TreeSet<String> names = new TreeSet<>();
        comparison.runs().forEach(run -> names.addAll(run.provenance().keySet()));
        Table table = new Table(comparison.header("fact"));
        for (String name : names) {
            List<String> cells = new ArrayList<>(List.of(name));
            comparison.runs().forEach(run -> cells.add(run.provenance().getOrDefault(name, "")));
            table.row(cells);
        }
        page.heading("Provenance").table(table);
    }

    private void recipes() {
        page.heading("Recipes, as run");
        for (int i = 0; i < comparison.runs().size(); i++) {
            ComparedRun run = comparison.runs().get(i);
            page.details("all of " + Comparison.label(i) + ", " + run.id(), run.recipeText());
        }
    }
}
