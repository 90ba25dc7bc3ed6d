package io.limpid.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final int IMAGES = 200;
    private static final int BURST = 100;
    private final Timetable timetable = new Timetable(IMAGES, BURST);
    private final List<Sighting> labels = new ArrayList<>();

    @Test
    void countsTheBurstFromItsBeginningToItsLastLabel() {
        publish(0, BURST, 0);
        for (int i = 0; i < BURST; i++) {
            arrive(i, 5L * (i + 1));
        }
        arrive(BURST, 10_000);

        assertThat(timetable.burstPerSecond(labels)).isCloseTo(200, within(1e-6));
    }

    @Test
    void countsLatencyOfThePacedImagesFromWhenTheyWereDue() {
        publish(0, BURST, 0);
        publish(BURST, IMAGES, 10);
        for (int i = 0; i < BURST; i++) {
            arrive(i, 60_000);
        }
        for (int i = BURST; i < IMAGES; i++) {
            boolean late = i == IMAGES - 1;
            arrive(i, 10L * (i - BURST) + (late ? 500 : 20));
        }

        Histogram micros = timetable.latencyMicros(labels);

        assertThat(micros.getTotalCount()).isEqualTo(IMAGES - BURST);
        assertThat(micros.getValueAtPercentile(50)).isCloseTo(20_000L, within(50L));
        assertThat(micros.getMaxValue()).isCloseTo(500_000L, within(500L));
    }

    @Test
    void isNothingWhereNothingCame() {
        assertThat(timetable.burstPerSecond(labels)).isZero();
        assertThat(timetable.latencyMicros(labels).getTotalCount()).isZero();
    }

    @Test
    void wantsImagesForBothParts() {
        assertThatThrownBy(() -> new Timetable(10, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 9");
    }

    private void publish(int from, int to, long everyMillis) {
        for (int i = from; i < to; i++) {
            timetable.due(i, TimeUnit.MILLISECONDS.toNanos(everyMillis * (i - from)));
        }
    }

    private void arrive(int number, long millis) {
        labels.add(new Sighting("key", number, TimeUnit.MILLISECONDS.toNanos(millis), ByteString.EMPTY));
    }
}
