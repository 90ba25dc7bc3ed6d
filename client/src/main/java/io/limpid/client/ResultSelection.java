package io.limpid.client;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of the results to read.
 *
 * @param kinds at least one
 * @param fromBeginning what the topics still hold too, not only what comes from now on
 */
public record ResultSelection(Set<ResultKind> kinds, boolean fromBeginning) {
    public ResultSelection {
        kinds = Set.copyOf(kinds);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("expected at least one kind of results, found none");
        }
    }

    /** @param kinds none for all of images */
    public static ResultSelection fromNow(ResultKind... kinds) {
        return new ResultSelection(orAll(kinds), false);
    }

    /** @param kinds none for all of images */
    public static ResultSelection fromStart(ResultKind... kinds) {
        return new ResultSelection(orAll(kinds), true);
    }

    private static Set<ResultKind> orAll(ResultKind... kinds) {
        return kinds.length == 0 ? ResultKind.ofImages() : Arrays.stream(kinds).collect(Collectors.toSet());
    }
}
