package io.limpid.quickstart;

import io.limpid.quickstart.command.Commands;

/** The main class behind {@code ./limpid}. */
public final class Limpid {
    private Limpid() {}

    public static void main(String[] arguments) {
        System.exit(Commands.run(arguments));
    }
}
