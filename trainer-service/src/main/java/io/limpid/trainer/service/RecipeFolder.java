package io.limpid.trainer.service;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The recipes that can be ordered by name. */
final class RecipeFolder {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");
    private static final String SUFFIX = ".yaml";

    private final Path folder;

    RecipeFolder(Path folder) {
        this.folder = requireNonNull(folder, "folder");
    }

    /**
     * A recipe's text.
     *
     * @param name with or without its suffix
     * @throws WrongOrder when there is none of that name, or a link leads out of the folder
     */
    String read(String name) throws WrongOrder {
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        Path file = folder.resolve(stem + SUFFIX);
        if (!NAME.matcher(stem).matches() || !Files.isRegularFile(file)) {
            throw new WrongOrder("there is no recipe '" + name + "'; expected one of " + names());
        }
        try {
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw new WrongOrder("recipe '" + name + "' lies outside of the folder of recipes");
            }
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new WrongOrder("recipe '" + name + "' can't be read: " + unreadable, unreadable);
        }
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }
}
