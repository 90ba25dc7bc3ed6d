package io.limpid.quickstart.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpid.datasets.CatalogueEntry;
import io.limpid.datasets.SetFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The catalogue of data sets, for people and for programs. */
record DataTable(List<CatalogueEntry> entries) {
    private static final List<String> HEAD = List.of("name", "shows", "images", "shape", "terms", "here");

    DataTable {
        entries = List.copyOf(entries);
    }

    /** A table as wide as its cells, then how to get what is not here. */
    List<String> lines() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        entries.forEach(entry -> rows.add(cells(entry)));
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(line(row, rows)));
        entries.stream().filter(entry -> !entry.availability().isHere()).forEach(entry -> lines.add(remedy(entry)));
        return lines;
    }

    private static List<String> cells(CatalogueEntry entry) {
        SetFacts facts = entry.facts();
        String here = entry.availability().isHere() ? entry.availability().source() : "no";
        return List.of(entry.name(), facts.what(), images(facts), facts.shape(), facts.terms(), here);
    }

    private static String images(SetFacts facts) {
        if (facts.train() == 0) {
            return facts.test() == 0 ? "as found" : String.format(Locale.ROOT, "as found + %,d", facts.test());
        }
        return String.format(Locale.ROOT, "%,d + %,d", facts.train(), facts.test());
    }

    private static String line(List<String> row, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int at = column;
            int width = rows.stream()
                    .mapToInt(other -> other.get(at).length())
                    .max()
                    .orElse(0);
            line.append(row.get(column))
                    .append(" ".repeat(width - row.get(column).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private static String remedy(CatalogueEntry entry) {
        return entry.availability().fetchable()
                ? "→ ./limpid data fetch " + entry.name()
                : "→ " + entry.name() + ": set LIMPID_DATA to a folder with " + entry.layout();
    }

    /** One line. */
    String json() {
        ArrayNode sets = new ObjectMapper().createArrayNode();
        for (CatalogueEntry entry : entries) {
            ObjectNode set = sets.addObject();
            set.put("name", entry.name());
            set.put("kind", entry.kind().name().toLowerCase(Locale.ROOT));
            set.put("shows", entry.facts().what());
            set.put("train", entry.facts().train());
            set.put("test", entry.facts().test());
            set.put("shape", entry.facts().shape());
            set.put("terms", entry.facts().terms());
            set.put("here", entry.availability().isHere());
            set.put("source", entry.availability().source());
            Path folder = entry.availability().folder();
            set.put("folder", folder == null ? "" : folder.toString());
            set.put("fetchable", entry.availability().fetchable());
            set.put("layout", entry.layout());
        }
        return sets.toString();
    }
}
