package io.limpid.quickstart.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class HistoryCheckTest {
    private static final int PUBLISHED = 6;

    /** Two keys, taking turns. */
    private static History seen(int... numbers) {
        HistoryCheck check = HistoryCheck.ofAll(PUBLISHED);
        for (int number : numbers) {
            check.see("key-" + Math.floorMod(number, 2), number);
        }
        return check.history();
    }

    @Test
    void isCleanWhenEachCameOnceAndEachKeyInOrder() {
        assertThat(seen(1, 0, 3, 5, 2, 4)).isEqualTo(new History(0, 0, 0, 0)).matches(History::isClean);
    }

    @Test
    void countsEachLostImageOnce() {
        History history = seen(0, 1, 3, 5);

        assertThat(history).isEqualTo(new History(2, 0, 0, 0));
        assertThat(history.isClean()).isFalse();
    }

    @Test
    void countsEverySightingBeyondTheFirst() {
        History history = seen(0, 1, 2, 2, 3, 2, 4, 5);

        assertThat(history).isEqualTo(new History(0, 2, 0, 0));
        assertThat(history.isClean()).isFalse();
    }

    @Test
    void countsImagesThatCameAfterALaterOneOfTheirKey() {
        History history = seen(4, 0, 2, 1, 3, 5);

        assertThat(history).isEqualTo(new History(0, 0, 2, 0));
        assertThat(history.isClean()).isFalse();
    }

    @Test
    void doesNotTakeADoubledImageForOneOutOfOrder() {
        assertThat(seen(0, 2, 4, 0, 1, 3, 5)).isEqualTo(new History(0, 1, 0, 0));
    }

    @Test
    void countsWhatWasNeverPublished() {
        assertThat(seen(0, 1, 2, 3, 4, 5, 6, -1)).isEqualTo(new History(0, 0, 0, 2));
    }

    @Test
    void joinsTheHistoriesOfTwoTopics() {
        History denoised = new History(2, 1, 0, 0);
        History labels = new History(3, 1, 1, 1);

        assertThat(denoised.and(labels)).isEqualTo(new History(3, 2, 1, 1));
    }

    @Test
    void countsWhatMustNotComeAsAStranger() {
        BitSet even = new BitSet();
        even.set(0);
        even.set(2);
        HistoryCheck check = new HistoryCheck(even);

        assertThat(check.see("a", 0)).isTrue();
        assertThat(check.see("a", 0)).isFalse();
        assertThat(check.see("a", 1)).isFalse();

        assertThat(check.found().cardinality()).isEqualTo(1);
        assertThat(check.history()).isEqualTo(new History(1, 1, 0, 1));
    }
}
