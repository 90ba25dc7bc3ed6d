package io.limpid.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How pairs of pictures lie in a folder. */
enum PictureLayout {
    /** Picture files; each is its own clean picture. */
    IMAGES("folder") {
        @Override
        List<PairFiles> list(Path folder) {
            // a.jpg and a.png are two pictures; by name without the ending first, as pairs are
            return named(folder, PictureFile::isNamedSo).stream()
                    .sorted(Comparator.comparing(PictureLayout::stem).thenComparing(Comparator.naturalOrder()))
                    .map(file -> new PairFiles(file.getFileName().toString(), file, file))
                    .toList();
        }
    },
    /** Files in {@code noisy}, each with one of the same name, whatever its ending, in {@code clean}. */
    PAIRS("pairs") {
        @Override
        List<Path> others(Path folder) {
            List<Path> others = new ArrayList<>(super.others(folder.resolve("noisy")));
            others.addAll(super.others(folder.resolve("clean")));
            return others;
        }

        @Override
        List<PairFiles> list(Path folder) {
            Map<String, Path> clean = pictures(folder.resolve("clean"));
            return pictures(folder.resolve("noisy")).entrySet().stream()
                    .map(noisy -> pair(
                            noisy.getValue(),
                            clean.getOrDefault(
                                    noisy.getKey(),
                                    folder.resolve("clean")
                                            .resolve(noisy.getValue().getFileName()))))
                    .toList();
        }
    },
    /** Picture files whose left half is the input and whose right half is what it should become. */
    SIDE_BY_SIDE("side-by-side") {
        @Override
        List<PairFiles> list(Path folder) {
            return IMAGES.list(folder);
        }

        @Override
        boolean halved() {
            return true;
        }
    },
    /** Picture files whose left half is its own clean picture, and whose right half is left alone. */
    LEFT_HALVES("left-halves") {
        @Override
        List<PairFiles> list(Path folder) {
            return IMAGES.list(folder);
        }

        @Override
        boolean halved() {
            return true;
        }
    };

    private final String prefix;

    PictureLayout(String prefix) {
        this.prefix = prefix;
    }

    /** In front of a path and a colon. */
    String prefix() {
        return prefix;
    }

    /** Whether a file holds two pictures side by side. */
    boolean halved() {
        return false;
    }

    /**
     * The pairs of a folder by name; the files are not opened.
     *
     * @throws DataException when the folder can't be read
     */
    abstract List<PairFiles> list(Path folder);

    /**
     * Picture files of kinds that can't be read here, by name.
     *
     * @throws DataException when the folder can't be read
     */
    List<Path> others(Path folder) {
        return named(folder, PictureFile::isOther);
    }

    private static PairFiles pair(Path noisy, Path clean) {
        return new PairFiles(noisy.getFileName().toString(), noisy, clean);
    }

    /** By name without its ending. */
    private static Map<String, Path> pictures(Path folder) {
        Map<String, Path> pictures = new TreeMap<>();
        named(folder, PictureFile::isNamedSo).forEach(file -> pictures.putIfAbsent(stem(file), file));
        return pictures;
    }

    private static List<Path> named(Path folder, Predicate<String> wanted) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> wanted.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new DataException(
                    folder + ": expected a folder of PNG, JPEG or BMP files, it can't be read", unreadable);
        }
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }
}
