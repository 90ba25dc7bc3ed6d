package io.limpid.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The places where data sets may be, in the order in which they are asked. */
record Places(List<DataSource> sources) {
    Places {
        sources = List.copyOf(sources);
    }

    /** A set's folder, and the name of the place it is in. */
    record Found(Path folder, String source) {}

    /** Looks everywhere; places that fetch are asked once the others have been. */
    Optional<Found> maybeFind(KnownSet set, Consumer<String> says) {
        return maybeFind(set, false, says).or(() -> maybeFetch(set, says));
    }

    /** Looks on this machine only. */
    Optional<Found> maybeFindHere(KnownSet set) {
        return maybeFind(set, false, ignored -> {});
    }

    Optional<Found> maybeFetch(KnownSet set, Consumer<String> says) {
        return maybeFind(set, true, says);
    }

    private Optional<Found> maybeFind(KnownSet set, boolean fetch, Consumer<String> says) {
        return sources.stream()
                .filter(source -> source.fetches() == fetch)
                .map(source -> source.find(set, says).map(folder -> new Found(folder, source.name())))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
