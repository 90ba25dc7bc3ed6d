package io.limpid.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.stream.DeadLetter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalTest {
    /** So that {@code ./limpid dead --reason} takes it. */
    @ParameterizedTest
    @EnumSource
    void isAKnownReasonOfDeadLetters(Refusal reason) {
        assertThat(DeadLetter.REASONS).contains(reason.name());
    }
}
