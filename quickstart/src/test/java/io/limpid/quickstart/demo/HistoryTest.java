package io.limpid.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final int PUBLISHED = 6;

    /** Two keys, taking turns. */
    private static List<Sighting> seen(int... numbers) {
        List<Sighting> seen = new ArrayList<>();
        for (int number : numbers) {
            seen.add(new Sighting("key-" + number % 2, number, 0, ByteString.EMPTY));
        }
        return seen;
    }

    @Test
    void isCleanWhenEachCameOnceAndEachKeyInOrder() {
        assertThat(History.check(PUBLISHED, seen(1, 0, 3, 5, 2, 4)))
                .isEqualTo(new History(0, 0, 0, 0))
                .matches(History::isClean);
    }

    @Test
    void countsEachLostImageOnce() {
        History history = History.check(PUBLISHED, seen(0, 1, 3, 5));

        assertThat(history).isEqualTo(new History(2, 0, 0, 0));
        assertThat(history.isClean()).isFalse();
    }

    @Test
    void countsEverySightingBeyondTheFirst() {
        History history = History.check(PUBLISHED, seen(0, 1, 2, 2, 3, 2, 4, 5));

        assertThat(history).isEqualTo(new History(0, 2, 0, 0));
        assertThat(history.isClean()).isFalse();
    }

    @Test
    void countsImagesThatCameAfterALaterOneOfTheirKey() {
        History history = History.check(PUBLISHED, seen(4, 0, 2, 1, 3, 5));

        assertThat(history).isEqualTo(new History(0, 0, 2, 0));
        assertThat(history.isClean()).isFalse();
    }

    @Test
    void doesNotTakeADoubledImageForOneOutOfOrder() {
        assertThat(History.check(PUBLISHED, seen(0, 2, 4, 0, 1, 3, 5))).isEqualTo(new History(0, 1, 0, 0));
    }

    @Test
    void countsWhatWasNeverPublished() {
        List<Sighting> seen = seen(0, 1, 2, 3, 4, 5, 6);
        seen.add(new Sighting("key-1", -1, 0, ByteString.EMPTY));

        assertThat(History.check(PUBLISHED, seen)).isEqualTo(new History(0, 0, 0, 2));
    }

    @Test
    void joinsTheHistoriesOfTwoTopics() {
        History denoised = new History(2, 1, 0, 0);
        History labels = new History(3, 1, 1, 1);

        assertThat(denoised.and(labels)).isEqualTo(new History(3, 2, 1, 1));
    }
}
