package io.limpid.quickstart.command;

import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.LocalStack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./limpid down}: stops what up started. */
@Command(
        name = "down",
        description =
                "Stop the broker and the services that up started, by force where they do not end; returns once they are gone.")
final class DownCommand implements Runnable {
    @Option(names = "--wipe", description = "forget the broker's data too: topics, images, published models")
    private boolean wipe;

    @Override
    public void run() {
        Console console = Console.standard();
        LocalStack stack = new LocalStack(Home.standard(), console);
        boolean wasUp = stack.down();
        if (wipe) {
            stack.wipe();
        }
        console.line((wasUp ? "stopped" : "nothing was running") + (wipe ? ", the broker's data is gone" : ""));
    }
}
