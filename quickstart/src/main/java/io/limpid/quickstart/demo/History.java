package io.limpid.quickstart.demo;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What became of a row of images in one topic.
 *
 * @param lost published and never seen
 * @param duplicated sightings beyond the first of an image
 * @param outOfOrder first sightings of an image after a later image of the same key
 * @param strangers sightings of images that were not published
 */
public record History(int lost, int duplicated, int outOfOrder, int strangers) {
    /**
     * Compares what was published with what was seen.
     *
     * @param published images 0 to {@code published - 1} were, in this order
     * @param seen in the order of arrival; of one key, that is the order in its partition
     */
    static History check(int published, Collection<Sighting> seen) {
        BitSet found = new BitSet(published);
        Map<String, Integer> latestOfKey = new HashMap<>();
        int duplicated = 0;
        int outOfOrder = 0;
        int strangers = 0;
        for (Sighting sighting : seen) {
            int number = sighting.number();
            if (number < 0 || number >= published) {
                strangers++;
            } else if (found.get(number)) {
                duplicated++;
            } else {
                found.set(number);
                int latest = latestOfKey.getOrDefault(sighting.key(), -1);
                outOfOrder += number < latest ? 1 : 0;
                latestOfKey.put(sighting.key(), Math.max(latest, number));
            }
        }
        return new History(published - found.cardinality(), duplicated, outOfOrder, strangers);
    }

    /** The worse of both in every respect but doubling, which adds up: an image lost on the way is lost once. */
    History and(History next) {
        return new History(
                Math.max(lost, next.lost),
                duplicated + next.duplicated,
                outOfOrder + next.outOfOrder,
                strangers + next.strangers);
    }

    /** Nothing lost, nothing doubled, order kept. */
    public boolean isClean() {
        return lost == 0 && duplicated == 0 && outOfOrder == 0 && strangers == 0;
    }
}
