package io.limpid.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {
    @ParameterizedTest(name = "{0} at {1} is {2}")
    @CsvSource({
        "CONSTANT, 0, 1",
        "CONSTANT, 1, 1",
        "COSINE, 0, 1",
        "COSINE, 0.5, 0.5",
        "COSINE, 1, 0",
        "ONE_CYCLE, 0, 0.1",
        "ONE_CYCLE, 1, 0"
    })
    void factorsAreAsDescribed(Schedule schedule, double progress, double factor) {
        assertThat(schedule.factor(progress)).isCloseTo(factor, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void noStepIsAboveTheRecipesRateAndNoneJumps(Schedule schedule) {
        double last = schedule.factor(0);
        for (int i = 1; i <= 1000; i++) {
            double factor = schedule.factor(i / 1000.0);
            assertThat(factor).isBetween(0.0, 1.0).isCloseTo(last, within(0.01));
            last = factor;
        }
    }
}
