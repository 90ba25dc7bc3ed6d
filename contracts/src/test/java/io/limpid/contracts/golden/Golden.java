package io.limpid.contracts.golden;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** The files of {@code src/test/resources/golden}: lines that start with # explain, the others are what was promised. */
final class Golden {
    private Golden() {}

    static List<String> lines(String file) {
        try (InputStream stream = requireNonNull(Golden.class.getResourceAsStream("/golden/" + file), file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static byte[] bytes(String file) {
        return HexFormat.of().parseHex(String.join("", lines(file)).replace(" ", ""));
    }
}
