package io.limpid.load.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.load.scenario.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static Phase steady(double seconds, double rate) {
        return new Phase("steady", seconds, rate, rate, 0);
    }

    @Test
    void spacesASteadyRateEvenly() {
        Timetable timetable = Timetable.of(List.of(steady(2, 5)));

        assertThat(timetable.count()).isEqualTo(10);
        for (int i = 0; i < 10; i++) {
            assertThat(timetable.dueNanos(i)).isBetween(i * 200_000_000L - 1, i * 200_000_000L + 1);
        }
    }

    @Test
    void crowdsARampTowardsItsEnd() {
        Timetable timetable = Timetable.of(List.of(new Phase("ramp", 10, 0, 20, 0)));

        assertThat(timetable.count()).isEqualTo(100);
        assertThat(timetable.dueNanos(0)).isZero();
        // after t seconds t² images are due
        assertThat(timetable.dueNanos(25)).isBetween(4_999_999_999L, 5_000_000_001L);
        assertThat(timetable.dueNanos(81)).isBetween(8_999_999_999L, 9_000_000_001L);
    }

    @Test
    void emptiesARampThatFalls() {
        Timetable timetable = Timetable.of(List.of(new Phase("fall", 10, 20, 0, 0)));

        assertThat(timetable.dueNanos(75)).isBetween(4_999_999_990L, 5_000_000_010L);
    }

    @Test
    void makesABurstDueAtOnceBetweenItsNeighbours() {
        Timetable timetable = Timetable.of(List.of(steady(1, 10), new Phase("burst", 0, 0, 0, 100), steady(1, 10)));

        assertThat(timetable.count()).isEqualTo(120);
        assertThat(timetable.dueNanos(9)).isLessThan(1_000_000_000L);
        assertThat(timetable.dueNanos(10)).isEqualTo(1_000_000_000L);
        assertThat(timetable.dueNanos(109)).isEqualTo(1_000_000_000L);
        assertThat(timetable.dueNanos(119)).isBetween(1_899_999_999L, 1_900_000_001L);
        assertThat(timetable.dueBy(1_000_000_000L)).isEqualTo(111);
        assertThat(timetable.dueBy(-1)).isZero();
    }
}
