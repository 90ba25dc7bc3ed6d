package io.limpid.quickstart.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.v1.ModelState;
import io.limpid.contracts.v1.Stage;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UptakeTest {
    private static final Instant BEGUN = Instant.ofEpochMilli(1_000);

    private final NotedBoard noted = new NotedBoard();

    @Test
    void aModelIsLiveOnceAServiceRunsIt() {
        noted.published("digits", Stage.LIVE);
        noted.said("digits", "one", ModelState.RUNNING, 1_500, "");

        assertThat(Uptake.of(noted.board(), BEGUN)).singleElement().satisfies(model -> {
            assertThat(model.isRunning()).isTrue();
            assertThat(model.line()).isEqualTo("digits 7 is live");
        });
    }

    @Test
    void aRefusalIsToldWithItsReason() {
        noted.published("digits", Stage.LIVE);
        noted.said("digits", "one", ModelState.REFUSED, 1_500, "expected a signature");

        assertThat(Uptake.of(noted.board(), BEGUN)).singleElement().satisfies(model -> {
            assertThat(model.isRunning()).isFalse();
            assertThat(model.line()).isEqualTo("digits 7 serves nobody: denoiser refused, expected a signature");
        });
    }

    @Test
    void whatAnEarlierLifeSaidDoesNotCount() {
        noted.published("digits", Stage.LIVE);
        noted.said("digits", "one", ModelState.RUNNING, 500, "");

        assertThat(Uptake.of(noted.board(), BEGUN)).singleElement().satisfies(model -> {
            assertThat(model.isRunning()).isFalse();
            assertThat(model.line()).contains("no service has said anything of it");
        });
    }

    @Test
    void theLastWordCountsAndRetiredModelsNeedNone() {
        noted.published("digits", Stage.LIVE);
        noted.said("digits", "one", ModelState.RUNNING, 2_000, "");
        noted.said("digits", "two", ModelState.DELAYED, 1_500, "no such host");
        noted.published("old", Stage.RETIRED);

        assertThat(Uptake.of(noted.board(), BEGUN))
                .extracting(Uptake::line)
                .containsExactly("digits 7 is live", "old 7 is retired");
    }
}
