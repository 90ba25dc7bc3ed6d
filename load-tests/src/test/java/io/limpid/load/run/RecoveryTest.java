package io.limpid.load.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.limpid.load.SampleOutcome;
import io.limpid.load.scenario.Limits;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final Limits NONE = new Limits(null, null, null);

    private static Recovery.After after(Outcome outcome) {
        assertThat(Recovery.of(outcome)).hasSize(1);
        return Recovery.of(outcome).get(0);
    }

    /** Image i is due at i / 10; the kill is at 3. Until 6 nothing is answered, and the odd partition not until 7. */
    @Test
    void countsFromTheKillToTheAnswerOfTheLastPartition() {
        Recovery.After after = after(SampleOutcome.of(NONE, i -> {
            double soon = i / 10.0 + 0.1;
            return i < 30 ? soon : Math.max(soon, i % 2 == 0 ? 6 : 7);
        }));

        assertThat(after.secondsToAnswers().getAsDouble()).isEqualTo(4, offset(0.01));
        assertThat(after.secondsToCalm()).isEqualTo(4, offset(0.01));
    }

    @Test
    void doesNotTakeAnswersToWhatWasDueBeforeForRecovery() {
        Recovery.After after = after(SampleOutcome.of(NONE, i -> i < 30 ? 3.1 : Math.max(i / 10.0 + 0.1, 8)));

        assertThat(after.secondsToAnswers().getAsDouble()).isEqualTo(5, offset(0.01));
    }

    @Test
    void saysNothingWhereNothingWasAnsweredAfterwards() {
        assertThat(after(SampleOutcome.of(NONE, i -> i < 30 ? i / 10.0 : -1)).secondsToAnswers())
                .isEmpty();
    }

    @Test
    void isCalmAtOnceWhereNothingWasLate() {
        assertThat(after(SampleOutcome.of(NONE, i -> i / 10.0 + 0.5)).secondsToCalm())
                .isZero();
    }
}
