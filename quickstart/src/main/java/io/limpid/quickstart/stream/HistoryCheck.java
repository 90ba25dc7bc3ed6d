package io.limpid.quickstart.stream;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Compares numbered images, as they are seen in a topic, with those that must come. Used by one thread at a time. */
public final class HistoryCheck {
    private final BitSet awaited;
    private final BitSet found = new BitSet();
    private final Map<String, Integer> latestOfKey = new HashMap<>();
    private int duplicated;
    private int outOfOrder;
    private int strangers;

    /** @param awaited the numbers that must come; of one key, in this order */
    public HistoryCheck(BitSet awaited) {
        this.awaited = (BitSet) awaited.clone();
    }

    /** Awaits images 0 to {@code published - 1}. */
    public static HistoryCheck ofAll(int published) {
        BitSet all = new BitSet(published);
        all.set(0, published);
        return new HistoryCheck(all);
    }

    /**
     * Notes a sighting, in the order of arrival; of one key, that is the order in its partition.
     *
     * @return whether it is the first of an image that is awaited
     */
    public boolean see(String key, int number) {
        if (number < 0 || !awaited.get(number)) {
            strangers++;
            return false;
        }
        if (found.get(number)) {
            duplicated++;
            return false;
        }
        found.set(number);
        int latest = latestOfKey.getOrDefault(key, -1);
        outOfOrder += number < latest ? 1 : 0;
        latestOfKey.put(key, Math.max(latest, number));
        return true;
    }

    /** The numbers that have come, of those that are awaited. */
    public BitSet found() {
        return (BitSet) found.clone();
    }

    /** What became of them so far. */
    public History history() {
        return new History(awaited.cardinality() - found.cardinality(), duplicated, outOfOrder, strangers);
    }
}
