package io.limpid.load.stream;

import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.quickstart.stream.History;
import io.limpid.quickstart.stream.HistoryCheck;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What became of each image, by everything that was committed to the topics: good ones must come out of both services once, bad ones be
 * buried once and for the right reason, and nothing else may be anywhere. Thread-safe.
 */
public final class Ledger {
    private static final long NONE = -1;

    private final LoadImages images;
    private final Topics topics;
    private final HistoryCheck denoised;
    private final HistoryCheck labels;
    private final HistoryCheck buried;
    private final Map<String, Integer> buriedFor = new TreeMap<>();
    private final long[] labelledNanos;
    private final byte[] partitions;
    private int wrongReasons;
    private int misplaced;
    private int settled;

    public Ledger(LoadImages images, Topics topics) {
        this.images = images;
        this.topics = topics;
        BitSet good = images.good();
        BitSet bad = (BitSet) good.clone();
        bad.flip(0, images.count());
        this.denoised = new HistoryCheck(good);
        this.labels = new HistoryCheck(good);
        this.buried = new HistoryCheck(bad);
        this.labelledNanos = new long[images.count()];
        this.partitions = new byte[images.count()];
        Arrays.fill(labelledNanos, NONE);
    }

    /**
     * Notes a record that was read, committed.
     *
     * @param nanos when, after the first phase's beginning
     */
    public synchronized void see(ConsumerRecord<byte[], byte[]> found, long nanos) {
        int number = LoadImages.numberOf(found.headers());
        String key = found.key() == null ? "" : new String(found.key(), StandardCharsets.UTF_8);
        if (number >= 0 && number < images.count() && !key.equals(images.key(number))) {
            misplaced++;
        }
        if (found.topic().equals(topics.denoised())) {
            denoised.see(key, number);
        } else if (found.topic().equals(topics.labels())) {
            seeLabel(found, key, number, nanos);
        } else {
            seeDeadLetter(found, key, number);
        }
    }

    private void seeLabel(ConsumerRecord<byte[], byte[]> label, String key, int number, long nanos) {
        if (labels.see(key, number)) {
            labelledNanos[number] = Math.max(0, nanos);
            partitions[number] = (byte) label.partition();
            settled++;
        }
    }

    private void seeDeadLetter(ConsumerRecord<byte[], byte[]> letter, String key, int number) {
        String reason = HeaderNames.text(letter.headers(), HeaderNames.DEAD_LETTER_REASON)
                .orElse("none");
        buriedFor.merge(reason, 1, Integer::sum);
        if (buried.see(key, number)) {
            settled++;
            wrongReasons += reason.equals(images.reason(number)) ? 0 : 1;
        }
    }

    /** How many images have been labelled or buried, each counted once. */
    public synchronized int settled() {
        return settled;
    }

    /** When its label was read, after the first phase's beginning; of what is labelled only. */
    public synchronized long labelledNanos(int number) {
        return labelledNanos[number];
    }

    public synchronized boolean isLabelled(int number) {
        return labelledNanos[number] != NONE;
    }

    /** Of the label's topic; of what is labelled only. */
    public synchronized int partition(int number) {
        return partitions[number];
    }

    /**
     * What became of the images so far.
     *
     * @param unpublished those that the broker did not take: they are not missed
     */
    public synchronized Verdict verdict(BitSet unpublished) {
        BitSet unpublishedGood = (BitSet) unpublished.clone();
        unpublishedGood.and(images.good());
        BitSet unpublishedBad = (BitSet) unpublished.clone();
        unpublishedBad.andNot(unpublishedGood);
        return new Verdict(
                without(denoised.history(), missing(unpublishedGood, denoised)),
                without(labels.history(), missing(unpublishedGood, labels)),
                without(buried.history(), missing(unpublishedBad, buried)),
                buriedFor,
                wrongReasons,
                misplaced,
                unpublished.cardinality());
    }

    private static int missing(BitSet unpublished, HistoryCheck check) {
        BitSet missing = (BitSet) unpublished.clone();
        missing.andNot(check.found());
        return missing.cardinality();
    }

    private static History without(History history, int excused) {
        return new History(history.lost() - excused, history.duplicated(), history.outOfOrder(), history.strangers());
    }
}
