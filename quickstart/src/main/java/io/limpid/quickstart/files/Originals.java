package io.limpid.quickstart.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The pictures that are read. None is replaced, whatever may be replaced beside, for there may be no other copy of it. */
final class Originals {
    private final Set<Path> real;

    private Originals(Set<Path> real) {
        this.real = real;
    }

    static Originals of(List<FilePlan.Step> steps) {
        return new Originals(
                steps.stream().map(step -> Places.real(step.in())).collect(Collectors.toUnmodifiableSet()));
    }

    /** @throws RefusedFile when writing there would replace a picture that is read */
    void requireNone(Path out) throws RefusedFile {
        if (real.contains(Places.real(out))) {
            throw new RefusedFile("expected a place for the answer that is no picture of IN, found " + out
                    + ": that original would be lost; name another OUT");
        }
    }
}
