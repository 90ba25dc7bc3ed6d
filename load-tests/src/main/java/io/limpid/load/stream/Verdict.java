package io.limpid.load.stream;

import io.limpid.quickstart.stream.History;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the promises were kept.
 *
 * @param denoised of the good images in images.denoised
 * @param labels of the good images in images.labels
 * @param buried of the bad records in the dead letter topics
 * @param buriedFor how many dead letters, by reason
 * @param wrongReasons bad records buried for another reason than their own
 * @param misplaced records whose key is not their image's
 * @param unpublished images that the broker did not take
 */
public record Verdict(
        History denoised,
        History labels,
        History buried,
        Map<String, Integer> buriedFor,
        int wrongReasons,
        int misplaced,
        int unpublished) {
    public Verdict {
        buriedFor = new TreeMap<>(buriedFor);
    }

    /** Good images that came out of the stream less than once, and bad records that are nowhere. */
    public int lost() {
        return Math.max(denoised.lost(), labels.lost()) + buried.lost();
    }

    public int duplicated() {
        return denoised.duplicated() + labels.duplicated() + buried.duplicated();
    }

    public int outOfOrder() {
        return denoised.outOfOrder() + labels.outOfOrder() + buried.outOfOrder();
    }

    /** Answers to what was never asked, or to what should have been buried, and dead letters of what is good. */
    public int strangers() {
        return denoised.strangers() + labels.strangers() + buried.strangers() + misplaced + wrongReasons;
    }

    public boolean isClean() {
        return lost() == 0 && duplicated() == 0 && outOfOrder() == 0 && strangers() == 0 && unpublished == 0;
    }
}
