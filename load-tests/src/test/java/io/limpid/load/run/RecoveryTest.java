package io.limpid.load.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.limpid.load.SampleOutcome;
import io.limpid.load.report.LoadFigures;
import io.limpid.load.scenario.Limits;
import java.util.List;
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

    /** The broker is told to die at 14.0 and answers until 14.5; nothing comes until 38, and a service is killed at 25. */
    private static double outOf23Seconds(int image) {
        double soon = image / 10.0 + 0.1;
        return soon < 14.5 ? soon : Math.max(soon, 38);
    }

    private static final List<HappenedFault> TWO_KILLS =
            List.of(SampleOutcome.kill("broker", 14, 20), SampleOutcome.kill("denoiser", 25, 26));

    @Test
    void countsAnOutageThatLastsIntoTheNextFaultInFull() {
        List<Recovery.After> after = Recovery.of(SampleOutcome.of(NONE, 60, TWO_KILLS, RecoveryTest::outOf23Seconds));

        assertThat(after.get(0).secondsToAnswers().getAsDouble()).isEqualTo(24, offset(0.01));
        assertThat(after.get(0).secondsToCalm()).isEqualTo(24, offset(0.01));
        assertThat(after.get(1).secondsToAnswers().getAsDouble()).isEqualTo(13, offset(0.01));
    }

    @Test
    void failsARunWhoseOutageIsLongerThanTheLimit() {
        Limits limits = new Limits(15.0, null, null);

        List<String> failures = LoadFigures.of(
                        "sample", SampleOutcome.of(limits, 60, TWO_KILLS, RecoveryTest::outOf23Seconds))
                .failures();

        assertThat(failures).singleElement().asString().contains("24.0 seconds from kill broker to answers");
    }

    @Test
    void doesNotTakeAnAnswerBeforeTheKillBitesForRecovery() {
        Recovery.After after = after(SampleOutcome.of(NONE, i -> {
            double soon = i / 10.0 + 0.1;
            return soon < 3.5 ? soon : Math.max(soon, 8);
        }));

        assertThat(after.secondsToAnswers().getAsDouble()).isEqualTo(5, offset(0.01));
    }

    /** The second kill holds up what is due shortly before it: that is not the first one's. */
    @Test
    void countsWhatIsHeldUpByTheNextFaultAgainstThatOne() {
        List<HappenedFault> faults = List.of(SampleOutcome.kill("broker", 3, 4), SampleOutcome.kill("broker", 20, 21));

        List<Recovery.After> after = Recovery.of(SampleOutcome.of(NONE, 40, faults, i -> {
            double soon = i / 10.0 + 0.3;
            boolean isFirst = soon > 3 && soon < 7;
            return isFirst ? 7 : soon > 20 && soon < 26 ? 26 : soon;
        }));

        assertThat(after.get(0).secondsToAnswers().getAsDouble()).isEqualTo(4, offset(0.01));
        assertThat(after.get(0).secondsToCalm()).isEqualTo(4, offset(0.01));
        assertThat(after.get(1).secondsToAnswers().getAsDouble()).isEqualTo(6, offset(0.01));
    }

    /** Of one partition answers come; of the other none until well after the next fault. */
    @Test
    void isNotCalmBeforeLateAnswersThatComeAfterTheNextFault() {
        List<HappenedFault> faults = List.of(SampleOutcome.kill("broker", 3, 4), SampleOutcome.kill("broker", 8, 9));

        Recovery.After first = Recovery.of(SampleOutcome.of(NONE, 20, faults, i -> {
                    double soon = i / 10.0 + 0.1;
                    return i % 2 == 0 || i < 30 ? soon : Math.max(soon, 12);
                }))
                .get(0);

        assertThat(first.secondsToAnswers().getAsDouble()).isEqualTo(9, offset(0.01));
        assertThat(first.secondsToCalm()).isEqualTo(9, offset(0.01));
    }

    /** A silence long after recovery is another matter. */
    @Test
    void isOverOnceThePartitionsAreAnswered() {
        Recovery.After after = after(SampleOutcome.of(NONE, i -> {
            double soon = i / 10.0 + 0.1;
            return soon > 3 && soon < 5 ? 5 : soon > 8 && soon < 9.5 ? 9.5 : soon;
        }));

        assertThat(after.secondsToAnswers().getAsDouble()).isEqualTo(2, offset(0.01));
    }
}
