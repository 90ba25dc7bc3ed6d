package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.console.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Image files that are to be published, all looked at before the first is sent. Those that can't be are named with their reasons,
 * and the others go on. One at a time is in memory.
 */
public final class FilesToSend {
    private final Console console;
    private final int asked;
    private final List<Path> fit = new ArrayList<>();
    private int refused;

    private FilesToSend(int asked, Console console) {
        this.asked = asked;
        this.console = requireNonNull(console, "console");
    }

    /** @throws CommandFailure when none of them can be sent */
    public static FilesToSend of(List<Path> files, Console console) {
        FilesToSend chosen = new FilesToSend(files.size(), console);
        boolean anyCaveat = false;
        for (Path file : files) {
            anyCaveat |= chosen.look(file);
        }
        if (chosen.fit.isEmpty()) {
            throw CommandFailure.badInput(
                    "none of " + Numbers.count(files.size(), "file") + " can be sent, nothing was",
                    "each is named above, with the reason");
        }
        if (anyCaveat) {
            console.line(
                    "  → the denoiser of ./limpid up, whose limpid.max-bytes and limpid.max-pixels those are, makes dead"
                            + " letters of them; ./limpid denoise cleans files of up to 24 megapixels");
        }
        return chosen;
    }

    /**
     * What is too large for the denoiser of {@code ./limpid up} is told and sent all the same: which limits the services have is not known here, and a dead
     * letter can be sent again once they are raised.
     *
     * @return whether it is too large for that
     */
    private boolean look(Path file) {
        Optional<ImageFile> image = read(file);
        if (image.isEmpty()) {
            return false;
        }
        fit.add(file);
        Optional<String> caveat = image.get().maybeCaveat();
        caveat.ifPresent(large -> console.line("take note of " + file + ": " + large));
        return caveat.isPresent();
    }

    private Optional<ImageFile> read(Path file) {
        try {
            return Optional.of(ImageFile.read(file));
        } catch (CommandFailure unfit) {
            if (asked == 1) {
                throw unfit;
            }
            refused++;
            console.line("not sent: " + unfit.getMessage() + "; " + unfit.nextStep());
            return Optional.empty();
        }
    }

    /** How many there are to send. */
    public int count() {
        return fit.size();
    }

    /** The file that is to be sent as the nth; empty where it can't be read any more. */
    public Optional<ImageFile> image(int n) {
        return read(fit.get(n));
    }

    /** @throws CommandFailure when some of the files that were asked for are not among those sent */
    public void requireAll() {
        if (refused > 0) {
            throw CommandFailure.failed(
                    "sent " + (asked - refused) + " of " + Numbers.count(asked, "file"),
                    "the others are named above, each with the reason");
        }
    }
}
