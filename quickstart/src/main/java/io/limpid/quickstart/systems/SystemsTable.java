package io.limpid.quickstart.systems;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.limpid.quickstart.console.TextTable;
import io.limpid.quickstart.process.WholeFile;
import io.limpid.quickstart.training.RecipeBook;
import io.limpid.reports.HtmlPage;
import io.limpid.reports.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the table of all systems: {@code systems.json} and {@code systems.html}. */
public final class SystemsTable {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;

    /** @param folder that gets both files */
    public SystemsTable(Path folder) {
        this.folder = folder;
    }

    /** One row a reported figure, or a system without one; recipes that only serve others have none, unless they failed. */
    public static List<SystemRow> rows(SystemsRun.Result result) {
        List<SystemRow> rows = new ArrayList<>();
        result.trained().stream()
                .filter(each -> !each.recipe().system().isEmpty())
                .forEach(each -> rows.addAll(SystemRow.of(each)));
        result.untrained().forEach(each -> rows.addAll(SystemRow.of(each)));
        rows.sort(SystemRow::compareTo);
        return rows;
    }

    /** The page. */
    public Path html() {
        return folder.resolve("systems.html");
    }

    /** Writes both files, whole or not at all. */
    public void write(SystemsRun.Result result) {
        try {
            Files.createDirectories(folder);
            write("systems.json", JSON.writeValueAsBytes(rows(result)));
            write("systems.html", page(result).getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException("can't write to " + folder + ": " + failure.getMessage(), failure);
        }
    }

    private void write(String name, byte[] content) throws IOException {
        WholeFile.write(folder.resolve(name), content);
    }

    private static String page(SystemsRun.Result result) throws IOException {
        HtmlPage page = new HtmlPage("The systems, ours beside reported");
        page.paragraph(
                "Errors, PSNR and SSIM are means over all test images against the clean ones, with a fixed seed of noise; "
                        + "the figure beside the reported one follows its source's protocol. What was trained for fewer epochs or on fewer "
                        + "images than the recipe says is marked REDUCED.");
        Table table = new Table(SystemRow.header());
        rows(result).forEach(row -> table.row(row.cells()));
        page.table(table);
        List<TrainedSystem> sections = result.trained().stream()
                .filter(each -> !each.recipe().system().isEmpty())
                .sorted(Comparator.comparing(
                                (TrainedSystem each) -> each.recipe().system())
                        .thenComparing(each -> each.recipe().name()))
                .toList();
        for (TrainedSystem each : sections) {
            section(page, each);
        }
        return page.html();
    }

    private static void section(HtmlPage page, TrainedSystem trained) throws IOException {
        RecipeBook.Entry recipe = trained.recipe();
        page.heading(recipe.system() + ": " + recipe.name()).paragraph(recipe.about());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("run", trained.folder().getFileName().toString());
        facts.put("trained", trained.trained());
        for (RecipeBook.Reported reported : recipe.reported()) {
            String note = reported.note().isEmpty() ? "" : " (" + reported.note() + ")";
            facts.put(reported.figure() + ", reported", SystemRow.number(reported.value()) + note);
            facts.put(reported.figure() + ", ours", SystemRow.number(trained.metric(reported.figure())));
        }
        page.facts(facts);
        for (String picture : List.of("samples.png", "curves.png")) {
            Path file = trained.folder().resolve(picture);
            if (Files.isRegularFile(file)) {
                page.picture(Files.readAllBytes(file), picture.replace(".png", "") + " of " + recipe.name());
            }
        }
    }

    /** The table for a terminal, a line a row. */
    public static List<String> lines(List<SystemRow> rows) {
        TextTable table = new TextTable(SystemRow.header());
        rows.forEach(row -> table.row(row.cells()));
        return table.lines();
    }
}
