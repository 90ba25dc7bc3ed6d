package io.limpid.sources;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** What a source does not send, each told once with its reason. Used by one thread. */
public final class Leftovers {
    private final Consumer<String> teller;
    private final Set<String> told = new HashSet<>();
    private long alreadyStored;

    /** @param teller gets a line for people */
    public Leftovers(Consumer<String> teller) {
        this.teller = requireNonNull(teller, "teller");
    }

    /** @param name of what is left where it is, with its version where it may change */
    void leave(String name, String reason) {
        if (told.add(name)) {
            teller.accept(name + " is left out: " + reason);
        }
    }

    /** It was taken after all, so that it is told again should it be left again. */
    void take(String name) {
        told.remove(name);
    }

    void leaveAsNoImage(String name) {
        leave(name, "it is no PNG, JPEG, BMP, GIF, WebP or TIFF");
    }

    void leaveAsEmpty(String name) {
        leave(name, "it is empty; it is sent once something is written to it");
    }

    void leaveAsTooLarge(String name, long bytes) {
        leave(name, "it has " + bytes + " bytes, a record holds at most " + SourceImage.MAX_BYTES);
    }

    void skipAsStored() {
        alreadyStored++;
    }

    /** A word on the source itself. */
    void tell(String line) {
        teller.accept(line);
    }

    /** How many things were left out. */
    public long count() {
        return told.size();
    }

    /** How many images were passed over because an earlier run has sent them. */
    public long alreadyStored() {
        return alreadyStored;
    }
}
