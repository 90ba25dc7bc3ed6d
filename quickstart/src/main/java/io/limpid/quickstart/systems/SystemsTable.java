package io.limpid.quickstart.systems;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.limpid.quickstart.training.RecipeBook;
import io.limpid.reports.HtmlPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
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

    /** One row a reported figure, or a system without one; recipes that only serve others have none. */
    public static List<SystemRow> rows(List<TrainedSystem> trained) {
        List<SystemRow> rows = new ArrayList<>();
        trained.stream()
                .filter(each -> !each.recipe().system().isEmpty())
                .forEach(each -> rows.addAll(SystemRow.of(each)));
        rows.sort(SystemRow::compareTo);
        return rows;
    }

    /** The page. */
    public Path html() {
        return folder.resolve("systems.html");
    }

    /** Writes both files, whole or not at all. */
    public void write(List<TrainedSystem> trained) {
        try {
            Files.createDirectories(folder);
            write("systems.json", JSON.writeValueAsBytes(rows(trained)));
            write("systems.html", page(trained).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException("can't write to " + folder + ": " + failure.getMessage(), failure);
        }
    }

    private void write(String name, byte[] content) throws IOException {
        Path fresh = Files.write(folder.resolve(name + ".tmp"), content);
        Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String page(List<TrainedSystem> trained) throws IOException {
        HtmlPage page = new HtmlPage("The systems, ours beside reported");
        page.paragraph(
                "Errors, PSNR and SSIM are means over all test images against the clean ones, with a fixed seed of noise; "
                        + "the figure beside the reported one follows its source's protocol. What was trained for fewer epochs or on fewer "
                        + "images than the recipe says is marked REDUCED.");
        page.preformatted(text(rows(trained)));
        for (TrainedSystem each : trained) {
            if (!each.recipe().system().isEmpty()) {
                section(page, each);
            }
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
            facts.put(reported.figure() + ", reported", reported.value() + " " + reported.note());
            facts.put(reported.figure() + ", ours", Double.toString(trained.metric(reported.figure())));
        }
        page.facts(facts);
        for (String picture : List.of("samples.png", "curves.png")) {
            Path file = trained.folder().resolve(picture);
            if (Files.isRegularFile(file)) {
                page.picture(Files.readAllBytes(file), picture.replace(".png", "") + " of " + recipe.name());
            }
        }
    }

    /** The table as text, columns aligned. */
    public static String text(List<SystemRow> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(SystemRow.header());
        rows.forEach(row -> lines.add(row.cells()));
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder cells = new StringBuilder();
            for (int column = 0; column < line.size(); column++) {
                int at = column;
                int width = lines.stream()
                        .mapToInt(each -> each.get(at).length())
                        .max()
                        .orElse(0);
                cells.append(("%-" + Math.max(1, width) + "s  ").formatted(line.get(column)));
            }
            text.append(cells.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
