package io.limpid.datasets;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which noise a scan of NoisyOffice shows, and on which of its stained sheets. The files of the set are numbered in the order of font and size, kind
 * of noise, and part of the original set, of which there are three; each part has a sheet of its own for each kind, under all of its pages.
 */
final class OfficeNoise {
    /** In the order of the numbers. */
    static final List<String> KINDS = List.of("coffee", "folded", "footprints", "wrinkled");

    private static final String SHEETS = "sheets-";
    private static final int PARTS = 3;

    private OfficeNoise() {}

    /** The kinds, and the sheets of each part. */
    static List<String> names() {
        return Stream.concat(KINDS.stream(), IntStream.rangeClosed(1, PARTS).mapToObj(part -> SHEETS + part))
                .toList();
    }

    /**
     * The kind of a file, and its sheets.
     *
     * @throws DataException when its name is no number of the set
     */
    static List<String> of(String name) {
        String number = name.replaceFirst("\\.[^.]*$", "");
        if (!number.matches("[1-9][0-9]{0,8}")) {
            throw new DataException(
                    "%s: expected a scan named by its number, from which its kind of noise is told".formatted(name));
        }
        int index = Integer.parseInt(number) - 1;
        return List.of(KINDS.get(index / PARTS % KINDS.size()), SHEETS + (index % PARTS + 1));
    }
}
