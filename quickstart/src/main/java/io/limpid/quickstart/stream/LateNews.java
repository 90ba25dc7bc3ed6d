package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.console.Numbers;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Says what is waited for, once each, when nothing new comes. */
final class LateNews {
    private final Duration patience;
    private final Console console;
    private final UnaryOperator<String> command;
    private boolean toldOfImages;
    private boolean toldOfLabels;

    /**
     * @param patience silence before anything is said
     * @param command a command's name, as it is to be typed for this stream
     */
    LateNews(Duration patience, Console console, UnaryOperator<String> command) {
        this.patience = requireNonNull(patience, "patience");
        this.console = requireNonNull(console, "console");
        this.command = requireNonNull(command, "command");
    }

    /**
     * @param silence for so long nothing has come
     * @param wanted images that were asked for
     * @param images that are here
     * @param open images that are here and have neither a label nor a reason for none
     */
    void tell(Duration silence, long wanted, long images, long open) {
        if (silence.compareTo(patience) <= 0) {
            return;
        }
        if (images < wanted && !toldOfImages) {
            toldOfImages = true;
            console.line(images + " of " + Numbers.count(wanted, "image") + (images == 1 ? " is" : " are") + " here");
            next(command.apply("dead") + " lists what was refused, " + command.apply("models")
                    + " what is live, --from-beginning reads earlier results too");
        } else if (images >= wanted && !toldOfLabels) {
            toldOfLabels = true;
            console.line(
                    images == 1
                            ? "the image is here, and waits for a classifier"
                            : "all " + images + " images are here; " + open + " of them "
                                    + (open == 1 ? "waits" : "wait") + " for a classifier");
            next(command.apply("models") + " lists what is live");
        }
    }

    private void next(String step) {
        console.line("  → " + step + "; Ctrl-C ends this, and so does --timeout SECONDS");
    }
}
