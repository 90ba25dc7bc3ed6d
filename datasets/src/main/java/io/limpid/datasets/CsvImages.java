package io.limpid.datasets;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Images in CSV files: one flattened image a line, row by row, its values separated by commas; the labels in another file, one a
 * line, by name or by number from 0. A first line of column names is passed over, empty lines are too. Values are from 0 to 255, or
 * from 0 to 1 throughout a file, which shows as soon as one is above 1, or between. Lines are read one at a time.
 *
 * @param labelNames of the classes, by index
 */
record CsvImages(ImageSet.Shape shape, List<String> labelNames) {
    CsvImages {
        labelNames = List.copyOf(labelNames);
    }

    /** @throws DataException naming the file and the line that is wrong */
    ImageSet read(Path images, Path labels) {
        byte[] pixels = readImages(images);
        byte[] classes = readLabels(labels);
        int count = pixels.length / shape.size();
        if (count != classes.length) {
            throw new DataException("%s: expected a label for each of the %d images of %s, found %d"
                    .formatted(labels, count, images.getFileName(), classes.length));
        }
        return ImageSet.of(shape, pixels, classes, labelNames);
    }

    private byte[] readImages(Path file) {
        CsvPixels pixels = new CsvPixels(shape.size());
        eachLine(file, pixels::add);
        return pixels.toBytes();
    }

    private byte[] readLabels(Path file) {
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        eachLine(file, line -> labels.write(label(line.trim())));
        return labels.toByteArray();
    }

    private int label(String text) {
        int named = labelNames.indexOf(text.toUpperCase(Locale.ROOT));
        try {
            int label = named >= 0 ? named : (int) Double.parseDouble(text);
            if (label >= 0 && label < labelNames.size()) {
                return label;
            }
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(wrongLabel(text), noNumber);
        }
        throw new IllegalArgumentException(wrongLabel(text));
    }

    private String wrongLabel(String text) {
        return "expected a label of %s, or a number from 0 to %d, found '%s'"
                .formatted(labelNames, labelNames.size() - 1, text);
    }

    /** What is done with a line; an IllegalArgumentException says that the line is wrong. */
    private interface LineReader {
        void read(String line);
    }

    private static void eachLine(Path file, LineReader reader) {
        int number = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Unzipped.open(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank() && !(number == 1 && isHeader(line))) {
                    reader.read(line);
                }
            }
        } catch (IllegalArgumentException wrong) {
            throw new DataException(file + ", line " + number + ": " + wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new DataException(file + ": can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Column names have letters; a lone letter is a label. */
    private static boolean isHeader(String line) {
        String text = line.trim();
        return text.length() > 1 && Character.isLetter(text.charAt(text.charAt(0) == '"' ? 1 : 0));
    }
}
