package io.limpid.quickstart.console;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where a command speaks: bars that move on a terminal, plain lines everywhere else. */
public final class Console {
    private final PrintStream out;
    private final boolean terminal;

    /** @param terminal whether what is written may be drawn over */
    public Console(PrintStream out, boolean terminal) {
        this.out = requireNonNull(out, "out");
        this.terminal = terminal;
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

    public Bar bar(String task, long total, String unit) {
        return terminal ? new TerminalBar(out, task, total, unit) : new PlainBar(out, task, total, unit);
    }
}
