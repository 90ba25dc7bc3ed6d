package io.limpid.contracts.image;

import java.util.Arrays;

/**
 * A Huffman code as deflate writes it (RFC 1951, section 3.2.2), made from counts. Lengths of words are computed in place (A. Moffat and
 * J. Katajainen, "In-place calculation of minimum-redundancy codes", 1995); where one would be too long, counts are made more alike, which
 * costs next to nothing. Makes no garbage. Not thread-safe.
 */
final class HuffmanCode {
    /** The bits of a symbol in what is sorted; above it lies its count. */
    private static final int SYMBOL_BITS = 9;

    private static final int SYMBOL_MASK = (1 << SYMBOL_BITS) - 1;
    /** Half the bits of the largest count. */
    private static final int DIGIT_BITS = 7;

    private static final int DIGIT_MASK = (1 << DIGIT_BITS) - 1;

    private final int longest;
    private final int[] counts;
    private final int[] sorted;
    private final int[] depths;
    private final int[] places = new int[DIGIT_MASK + 2];
    private final int[] lengths;
    private final int[] words;
    private final int[] nextWord;

    /**
     * @param symbols how many there are, up to 512
     * @param longest how many bits a word may have
     */
    HuffmanCode(int symbols, int longest) {
        this.longest = longest;
        this.counts = new int[symbols];
        this.sorted = new int[symbols];
        this.depths = new int[symbols];
        this.lengths = new int[symbols];
        this.words = new int[symbols];
        this.nextWord = new int[longest + 2];
    }

    /** Forgets all counts. */
    void reset() {
        Arrays.fill(counts, 0);
    }

    /** Each symbol's sum must stay below 2^14. */
    void count(int symbol) {
        counts[symbol]++;
    }

    /** Makes the words of the symbols that were counted, of which there must be two at least. Changes the counts. */
    void make() {
        int used = sortUsed();
        while (depths(used) > longest) {
            for (int symbol = 0; symbol < counts.length; symbol++) {
                counts[symbol] = (counts[symbol] + 1) / 2;
            }
            used = sortUsed();
        }
        Arrays.fill(lengths, 0);
        for (int i = 0; i < used; i++) {
            lengths[sorted[i] & SYMBOL_MASK] = depths[i];
        }
        assignWords();
    }

    /** The bits of a symbol's word; 0 when it was not counted. */
    int length(int symbol) {
        return lengths[symbol];
    }

    /** A symbol's word, its first bit lowest. */
    int word(int symbol) {
        return words[symbol];
    }

    /** Puts the symbols that occur in the order of their counts: by the lower half of the counts' bits, then by the upper. */
    private int sortUsed() {
        int used = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            if (counts[symbol] > 0) {
                sorted[used++] = counts[symbol] << SYMBOL_BITS | symbol;
            }
        }
        sortBy(sorted, depths, used, SYMBOL_BITS);
        sortBy(depths, sorted, used, SYMBOL_BITS + DIGIT_BITS);
        return used;
    }

    private void sortBy(int[] from, int[] to, int count, int shift) {
        Arrays.fill(places, 0);
        for (int i = 0; i < count; i++) {
            places[1 + (from[i] >>> shift & DIGIT_MASK)]++;
        }
        for (int digit = 1; digit < places.length; digit++) {
            places[digit] += places[digit - 1];
        }
        for (int i = 0; i < count; i++) {
            to[places[from[i] >>> shift & DIGIT_MASK]++] = from[i];
        }
    }

    /**
     * Computes the words' lengths: weights, then parents, then the depths of inner nodes and of leaves take turns in one array.
     *
     * @return the longest, which is the rarest symbol's
     */
    private int depths(int count) {
        int[] a = depths;
        for (int i = 0; i < count; i++) {
            a[i] = sorted[i] >>> SYMBOL_BITS;
        }
        int leaf = 0;
        int root = 0;
        for (int next = 0; next < count - 1; next++) {
            int weight = 0;
            for (int child = 0; child < 2; child++) {
                if (leaf >= count || root < next && a[root] < a[leaf]) {
                    weight += a[root];
                    a[root++] = next;
                } else {
                    weight += a[leaf++];
                }
            }
            a[next] = weight;
        }
        a[count - 2] = 0;
        for (int next = count - 3; next >= 0; next--) {
            a[next] = a[a[next]] + 1;
        }
        spread(a, count);
        return a[0];
    }

    /** From how many inner nodes there are at each depth, the first {@code count - 1} entries, to how many leaves. */
    private static void spread(int[] a, int count) {
        int root = count - 2;
        int next = count - 1;
        int depth = 0;
        for (int available = 1; available > 0; depth++) {
            int inner = 0;
            while (root >= 0 && a[root] == depth) {
                inner++;
                root--;
            }
            for (; available > inner; available--) {
                a[next--] = depth;
            }
            available = 2 * inner;
        }
    }

    private void assignWords() {
        Arrays.fill(nextWord, 0);
        for (int length : lengths) {
            nextWord[length + 1]++;
        }
        // symbols that don't occur have no word
        nextWord[1] = 0;
        for (int length = 1; length <= longest; length++) {
            nextWord[length + 1] = (nextWord[length] + nextWord[length + 1]) * 2;
        }
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            if (length > 0) {
                words[symbol] = Integer.reverse(nextWord[length]++) >>> Integer.SIZE - length;
            }
        }
    }
}
