package io.limpid.trainer.recipe;

import io.limpid.datasets.DataSets;
import java.util.ArrayList;
import java.util.List;

/** Names of data sets as recipes give them. */
final class SetName {
    /** Images of one's own, at a path. */
    private static final List<String> OWN = List.of("folder:", "pairs:", "side-by-side:", "left-halves:");

    private SetName() {}

    /** @throws WrongValue naming all that is allowed */
    static void check(String key, String set) {
        if (!isKnown(set)) {
            throw new WrongValue(
                    key,
                    "must be one of " + known() + ", or of " + OWN + " with a path behind the colon, found '" + set
                            + "'");
        }
    }

    private static boolean isKnown(String set) {
        return known().contains(set)
                || OWN.stream().anyMatch(prefix -> set.startsWith(prefix) && set.length() > prefix.length());
    }

    private static List<String> known() {
        List<String> known = new ArrayList<>(DataSets.names());
        known.addAll(DataSets.pictureNames());
        return known;
    }
}
