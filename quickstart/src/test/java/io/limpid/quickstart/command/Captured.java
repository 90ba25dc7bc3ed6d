package io.limpid.quickstart.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/** What a command left behind: its exit code, and what it wrote to standard output. */
record Captured(int exitCode, String output) {
    static Captured of(IntSupplier command) {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            int exitCode = command.getAsInt();
            return new Captured(exitCode, written.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }
}
