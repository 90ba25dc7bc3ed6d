package io.limpid.quickstart.console;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command speaks: bars that move on a terminal, plain lines everywhere else. */
public final class Console {
    private final PrintStream out;
    private final boolean terminal;
    private final IntSupplier columns;
    /** Asked for once, since that takes a process; 0 before. */
    private int width;

    /** @param terminal whether what is written may be drawn over */
    public Console(PrintStream out, boolean terminal) {
        this(out, terminal, Console::terminalColumns);
    }

    /** @param columns of the terminal, asked for where lines may be too long */
    public Console(PrintStream out, boolean terminal, IntSupplier columns) {
        this.out = requireNonNull(out, "out");
        this.terminal = terminal;
        this.columns = requireNonNull(columns, "columns");
    }

    /** Those of the terminal, else 80. */
    public static int terminalColumns() {
        return CommandSpec.create().usageMessage().autoWidth(true).width();
    }

    public boolean isTerminal() {
        return terminal;
    }

    /** Standard output; the start script says whether it is a terminal, which Java can't tell on every version. */
    public static Console standard() {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        return new Console(out, Boolean.getBoolean("limpid.terminal"));
    }

    /** Standard error, as lines, for commands whose result is on standard output. */
    public static Console beside() {
        return new Console(new PrintStream(System.err, true, StandardCharsets.UTF_8), false);
    }

    /** A step of the work begins. */
    public void step(String text) {
        out.println("» " + text);
    }

    /** A detail of the step at hand. */
    public void detail(String text) {
        out.println("  " + text);
    }

    public void line(String text) {
        out.println(text);
    }

    /** A line that may be long: on a terminal it is broken between words, and goes on two columns farther in than it begins. */
    public void paragraph(String text) {
        if (!terminal) {
            out.println(text);
            return;
        }
        width = width == 0 ? columns.getAsInt() : width;
        String words = text.stripLeading();
        String indent = " ".repeat(text.length() - words.length());
        StringBuilder line = new StringBuilder(indent);
        String separator = "";
        for (String word : words.split(" ")) {
            if (!separator.isEmpty() && line.length() + 1 + word.length() > width) {
                out.println(line);
                line = new StringBuilder(indent).append("  ");
                separator = "";
            }
            line.append(separator).append(word);
            separator = " ";
        }
        out.println(line);
    }

    public Bar bar(String task, long total, String unit) {
        return terminal ? new TerminalBar(out, task, total, unit) : new PlainBar(out, task, total, unit);
    }
}
