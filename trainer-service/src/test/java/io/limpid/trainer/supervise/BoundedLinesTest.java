package io.limpid.trainer.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {
    private static List<String> read(String text) throws IOException {
        List<String> lines = new ArrayList<>();
        BoundedLines.read(new BufferedReader(new StringReader(text)), lines::add);
        return lines;
    }

    @Test
    void handsOverLinesWhateverEndsThem() throws IOException {
        assertThat(read("a\r\nb\n\nlast")).containsExactly("a", "b", "", "last");
        assertThat(read("")).isEmpty();
    }

    @Test
    void keepsTheBeginningOfWhatHasNoEnd() throws IOException {
        assertThat(read("x".repeat(3 * BoundedLines.LONGEST) + "\nb"))
                .containsExactly("x".repeat(BoundedLines.LONGEST), "b");
    }

    @Test
    void theTailKeepsTheLastLines() {
        OutputTail tail = new OutputTail();
        for (int i = 0; i < 100; i++) {
            tail.add("line " + i);
        }
        tail.add("y".repeat(10_000));

        assertThat(tail.lines())
                .hasSize(OutputTail.MOST_LINES)
                .contains("line 99")
                .doesNotContain("line 60");
        assertThat(tail.lines().get(OutputTail.MOST_LINES - 1)).hasSizeLessThan(600);
    }
}
