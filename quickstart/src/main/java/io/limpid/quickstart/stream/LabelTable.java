package io.limpid.quickstart.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.limpid.client.Result;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Labels as a CSV file (RFC 4180), a row each, written through at every row. Of one event and picture the last row counts: others
 * go when the table is opened or closed, so that reading the same results again leaves one of each.
 */
final class LabelTable implements AutoCloseable {
    private static final String ID = "id";
    private static final String EVENT = "event_id";
    private static final String FILE = "file";
    private static final List<String> HEADINGS = List.of(
            ID,
            EVENT,
            FILE,
            "label",
            "class_index",
            "confidence",
            "head",
            "classifier",
            "classifier_version",
            "denoiser",
            "denoiser_version");

    private final CsvMapper csv = CsvMapper.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();
    private final ObjectWriter writer =
            csv.writerFor(List.class).with(CsvSchema.emptySchema().withLineSeparator("\r\n"));
    private final Path file;
    private final BufferedWriter out;

    /**
     * Goes on with a table that exists.
     *
     * @throws CommandFailure when it is another table
     */
    LabelTable(Path file) throws IOException {
        this.file = file;
        write(distinct());
        this.out = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
    }

    /** @param picture the name of its file; empty where it is not known */
    void add(Result.Labelled labelled, String picture) throws IOException {
        Classification label = labelled.classification();
        ModelRef classifier = label.getClassifier();
        ModelRef denoiser = label.getDenoiser();
        out.write(line(List.of(
                label.getId(),
                labelled.eventId(),
                picture,
                label.getLabel(),
                Integer.toString(label.getClassIndex()),
                String.format(Locale.ROOT, "%.4f", label.getConfidence()),
                label.getHead().name().toLowerCase(Locale.ROOT),
                classifier.getName(),
                Long.toUnsignedString(classifier.getVersion()),
                denoiser.getName(),
                Long.toUnsignedString(denoiser.getVersion()))));
        out.flush();
    }

    private String line(List<String> cells) throws JsonProcessingException {
        return writer.writeValueAsString(cells);
    }

    private void write(Collection<List<String>> rows) throws IOException {
        StringBuilder text = new StringBuilder(line(HEADINGS));
        for (List<String> row : rows) {
            text.append(line(row));
        }
        WholeFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private List<List<String>> distinct() throws IOException {
        Map<List<String>, List<String>> last = new LinkedHashMap<>();
        Set<List<String>> withPicture = new HashSet<>();
        for (List<String> row : rows()) {
            boolean hasPicture = !row.get(2).isEmpty();
            List<String> label = label(row);
            if (hasPicture) {
                withPicture.add(label);
            }
            last.put(hasPicture ? row.subList(0, 3) : label, row);
        }
        return last.values().stream()
                .filter(row -> !row.get(2).isEmpty() || !withPicture.contains(label(row)))
                .toList();
    }

    /** What a label is known by without its picture: its event, else all that it says. */
    private static List<String> label(List<String> row) {
        if (!row.get(1).isEmpty()) {
            return row.subList(0, 2);
        }
        List<String> said = new ArrayList<>(row);
        said.remove(2);
        return said;
    }

    private List<List<String>> rows() throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        try (MappingIterator<Map<String, String>> read = csv.readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(file.toFile())) {
            while (read.hasNext()) {
                Map<String, String> row = read.next();
                // what a kill cut off in the middle comes again with the next reading
                if (row.containsKey(HEADINGS.get(HEADINGS.size() - 1))) {
                    rows.add(HEADINGS.stream()
                            .map(heading -> row.getOrDefault(heading, ""))
                            .toList());
                }
            }
            requireOurs(((CsvSchema) read.getParserSchema()).getColumnNames());
        } catch (JsonProcessingException foreign) {
            throw foreign(foreign.getOriginalMessage());
        }
        return rows;
    }

    /** Those of earlier versions lacked columns, and had no others. */
    private void requireOurs(List<String> headings) {
        if (!headings.contains(ID) || !HEADINGS.containsAll(headings)) {
            throw foreign("its columns are " + String.join(",", headings));
        }
    }

    private CommandFailure foreign(String why) {
        return CommandFailure.badInput(
                "expected " + file + " to be a table of labels, but " + why,
                "name another folder with --out, or move the file away");
    }

    @Override
    public void close() throws IOException {
        out.close();
        write(distinct());
    }
}
