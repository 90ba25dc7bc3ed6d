package io.limpid.quickstart.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Console console(boolean terminal) {
        return new Console(new PrintStream(out, true, StandardCharsets.UTF_8), terminal, () -> 16);
    }

    private String[] lines() {
        return out.toString(StandardCharsets.UTF_8).split("\\R");
    }

    @Test
    void breaksLongLinesBetweenWordsOnATerminal() {
        console(true).paragraph("  one two three four five-words-in-one six");

        assertThat(lines()).containsExactly("  one two three", "    four", "    five-words-in-one", "    six");
    }

    @Test
    void leavesThemWholeForPipesAndLogs() {
        console(false).paragraph("  one two three four five-words-in-one six");

        assertThat(lines()).containsExactly("  one two three four five-words-in-one six");
    }
}
