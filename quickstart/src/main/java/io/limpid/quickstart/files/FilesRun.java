package io.limpid.quickstart.files;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.console.Bar;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** Cleans files one after another; what can't be cleaned is noted with its reason, and the others go on. */
public final class FilesRun {
    private final FileDenoiser denoiser;
    private final boolean force;
    private final Console console;
    private final StopSignal stop;
    private final Set<Path> written = new HashSet<>();

    /**
     * @param force whether files that are there are replaced; those that are read never are
     * @param stop seen before each file
     */
    public FilesRun(FileDenoiser denoiser, boolean force, Console console, StopSignal stop) {
        this.denoiser = requireNonNull(denoiser, "denoiser");
        this.force = force;
        this.console = requireNonNull(console, "console");
        this.stop = requireNonNull(stop, "stop");
    }

    /** Cleans them all, or as many as there are until the work is to end, and shows how far that is. Called once. */
    public Tally clean(FilePlan plan) {
        Tally tally = new Tally(plan.passedOver());
        Originals originals = Originals.of(plan.steps());
        long began = System.nanoTime();
        int total = plan.steps().size();
        try (Bar bar = console.bar("cleaning", total, "files")) {
            for (int done = 0; done < total && !stop.isGiven(); done++) {
                clean(plan.steps().get(done), originals, tally);
                tally.took((System.nanoTime() - began) / 1e9);
                if (total > 1) {
                    bar.at(done + 1, tally.speed());
                }
            }
        }
        return tally;
    }

    private void clean(FilePlan.Step step, Originals originals, Tally tally) {
        try {
            for (Path file : denoiser.writes(step)) {
                originals.requireNone(file);
                requireFree(file);
            }
            tally.add(denoiser.clean(step));
        } catch (CancellationException stopped) {
            // it is none of the cleaned, and none of the refused
        } catch (RefusedFile refusal) {
            tally.refuse(step.in(), refusal.getMessage());
        }
    }

    private void requireFree(Path out) throws RefusedFile {
        if (!written.add(out.toAbsolutePath().normalize())) {
            throw new RefusedFile("expected a name of its own for the answer, " + out + " was just written");
        }
        if (!force && Files.exists(out)) {
            throw new RefusedFile(
                    "expected no file at " + out + ", found one; --force replaces it, or name another OUT");
        }
        if (Files.exists(out) && Places.isProtected(out)) {
            throw new RefusedFile(
                    "expected a file that may be replaced at " + out
                            + ", found one that is protected against writing; make it writable (chmod u+w), or name another OUT");
        }
    }
}
