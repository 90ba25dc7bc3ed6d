package io.limpid.quickstart.grid;

import io.limpid.quickstart.console.Numbers;
import io.limpid.reports.HtmlPage;
import io.limpid.reports.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A grid on a page of its own: the table, best first, pictures, and what the best one makes of test images. */
final class GridPage {
    private static final int IN_A_ROW = 3;

    private final GridState state;
    private final Path runs;

    /** @param runs where the runs' pictures are */
    GridPage(GridState state, Path runs) {
        this.state = state;
        this.runs = runs;
    }

    String html() {
        HtmlPage page = new HtmlPage("Grid " + state.definition().name());
        page.paragraph(summary()).facts(facts());
        GridPictures pictures = new GridPictures(state);
        Map<String, byte[]> all = pictures.all();
        if (!all.isEmpty()) {
            page.heading(state.definition().by() + " over the varied values");
            page.pictures(rows(all));
        }
        page.heading("All points, best first").table(table());
        page.details("Their runs", String.join("\n", new GridTable(state).runs()));
        state.best().ifPresent(best -> best(page, best));
        return page.html();
    }

    private static List<HtmlPage.PictureRow> rows(Map<String, byte[]> pictures) {
        List<HtmlPage.Cell> cells = pictures.entrySet().stream()
                .map(each -> HtmlPage.Cell.of(each.getValue(), each.getKey(), "", false))
                .toList();
        List<HtmlPage.PictureRow> rows = new ArrayList<>();
        for (int i = 0; i < cells.size(); i += IN_A_ROW) {
            rows.add(new HtmlPage.PictureRow("", cells.subList(i, Math.min(cells.size(), i + IN_A_ROW))));
        }
        return rows;
    }

    private String summary() {
        long done = state.points().stream().filter(GridPoint::isDone).count();
        long reduced = state.points().stream()
                .filter(point -> point.extent().isReduced())
                .count();
        return "%d of %d points trained%s; %s %s is better. Each point is a run of its own.%s"
                .formatted(
                        done,
                        state.points().size(),
                        state.failed().isEmpty() ? "" : ", " + state.failed().size() + " failed",
                        state.definition().better().text(),
                        state.definition().by(),
                        reduced == 0
                                ? ""
                                : " " + reduced + " had less than the recipe's training and are marked REDUCED:"
                                        + " compare them with care.");
    }

    private Map<String, String> facts() {
        GridDefinition definition = state.definition();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("recipe", Path.of(definition.recipe()).getFileName().toString());
        definition.over().forEach((key, values) -> facts.put(key, String.join(", ", values)));
        definition.set().forEach((key, value) -> facts.put(key + ", for all", value));
        definition.options().forEach((name, value) -> facts.put(name + ", for all", value));
        state.best().ifPresent(best -> facts.put("best", text(best)));
        if (!definition.reported().best().isEmpty()) {
            facts.put(
                    "reported best",
                    GridPoint.pending(definition.reported().best()).label());
        }
        if (!definition.reported().note().isEmpty()) {
            facts.put("note", definition.reported().note());
        }
        return facts;
    }

    private String text(GridPoint best) {
        return best.label() + ": " + state.definition().by() + " " + Numbers.text(state.value(best));
    }

    private Table table() {
        GridTable texts = new GridTable(state);
        Table table = new Table(texts.header());
        List<List<String>> rows = texts.rows();
        for (int i = 0; i < rows.size(); i++) {
            if (i == 0 && state.best().isPresent()) {
                table.best(rows.get(i));
            } else {
                table.row(rows.get(i));
            }
        }
        return table;
    }

    private void best(HtmlPage page, GridPoint best) {
        page.heading("The best: run " + best.run());
        for (String picture : List.of("samples.png", "curves.png")) {
            Path file = runs.resolve(best.run()).resolve(picture);
            try {
                if (Files.isRegularFile(file)) {
                    page.picture(Files.readAllBytes(file), picture.replace(".png", "") + " of run " + best.run());
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException("can't read " + file, unreadable);
            }
        }
    }
}
