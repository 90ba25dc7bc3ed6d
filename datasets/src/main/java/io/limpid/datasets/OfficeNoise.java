package io.limpid.datasets;

import java.util.List;

/**
 * Which noise a scan of NoisyOffice shows. The files of the set are numbered in the order of font and size, kind of noise, and part of the original
 * set, of which there are three.
 */
final class OfficeNoise {
    /** In the order of the numbers. */
    static final List<String> KINDS = List.of("coffee", "folded", "footprints", "wrinkled");

    private static final int PARTS = 3;

    private OfficeNoise() {}

    /**
     * The kind of a file.
     *
     * @throws DataException when its name is no number of the set
     */
    static String of(String name) {
        String number = name.replaceFirst("\\.[^.]*$", "");
        if (!number.matches("[1-9][0-9]{0,8}")) {
            throw new DataException(
                    "%s: expected a scan named by its number, from which its kind of noise is told".formatted(name));
        }
        return KINDS.get((Integer.parseInt(number) - 1) / PARTS % KINDS.size());
    }
}
