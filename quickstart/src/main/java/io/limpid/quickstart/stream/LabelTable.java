package io.limpid.quickstart.stream;

import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.ModelRef;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Labels as a CSV file (RFC 4180), a row each, written through at every row. */
final class LabelTable implements AutoCloseable {
    private static final List<String> HEADINGS = List.of(
            "id",
            "label",
            "class_index",
            "confidence",
            "head",
            "classifier",
            "classifier_version",
            "denoiser",
            "denoiser_version");

    private final BufferedWriter out;

    /** Appends to a table that exists. */
    LabelTable(Path file) throws IOException {
        boolean isNew = !Files.exists(file) || Files.size(file) == 0;
        this.out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (isNew) {
            write(HEADINGS);
        }
    }

    void add(Classification label) throws IOException {
        ModelRef classifier = label.getClassifier();
        ModelRef denoiser = label.getDenoiser();
        write(List.of(
                label.getId(),
                label.getLabel(),
                Integer.toString(label.getClassIndex()),
                String.format(Locale.ROOT, "%.4f", label.getConfidence()),
                label.getHead().name().toLowerCase(Locale.ROOT),
                classifier.getName(),
                Long.toUnsignedString(classifier.getVersion()),
                denoiser.getName(),
                Long.toUnsignedString(denoiser.getVersion())));
    }

    private void write(List<String> cells) throws IOException {
        out.write(cells.stream().map(LabelTable::cell).collect(Collectors.joining(",", "", "\r\n")));
        out.flush();
    }

    static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
