package io.limpid.trainer.supervise;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads lines, of each no more than fits: a process that went wrong may print without end and without a line break. */
final class BoundedLines {
    static final int LONGEST = 64 << 10;

    private BoundedLines() {}

    /** Hands over every line until the end of the stream; of overlong ones the beginning. */
    static void read(BufferedReader from, Consumer<String> lines) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = from.read(); next >= 0; next = from.read()) {
            if (next == '\n') {
                lines.accept(line.toString());
                line.setLength(0);
            } else if (line.length() < LONGEST && next != '\r') {
                line.append((char) next);
            }
        }
        if (!line.isEmpty()) {
            lines.accept(line.toString());
        }
    }
}
