package io.limpid.datasets;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An image set without images of one value only, and without exact repeats, the first of which stays.
 *
 * @param of how many images these are left
 */
record Tidied(ImageSet set, int of, int blank, int repeated) {
    /** @param seen contents that count as repeated; grows */
    static Tidied of(ImageSet set, Set<Object> seen) {
        int[] kept = new int[set.size()];
        int count = 0;
        int blank = 0;
        for (int i = 0; i < set.size(); i++) {
            byte[] content = set.bytes(i);
            if (isBlank(content)) {
                blank++;
            } else if (seen.add(ByteBuffer.wrap(content))) {
                kept[count++] = i;
            }
        }
        return new Tidied(set.pick(Arrays.copyOf(kept, count)), set.size(), blank, set.size() - blank - count);
    }

    private static boolean isBlank(byte[] content) {
        for (byte value : content) {
            if (value != content[0]) {
                return false;
            }
        }
        return true;
    }

    /** The set, once what was dropped has been told. */
    ImageSet said(String name, Consumer<String> says) {
        if (blank + repeated > 0) {
            says.accept("%s: dropped %d blank images and %d exact repeats of %d images"
                    .formatted(name, blank, repeated, of));
        }
        return set;
    }
}
