package io.limpid.quickstart.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerEventTest {
    @Test
    void readsEachKind() {
        assertThat(TrainerEvent.parse(
                        "{\"event\":\"started\",\"run\":\"r\",\"recipe\":\"a\",\"epochs\":2,\"images\":9}"))
                .isEqualTo(new TrainerEvent.Started("r", "a", 2, 9));
        assertThat(TrainerEvent.parse("{\"event\":\"note\",\"text\":\"hello\"}"))
                .isEqualTo(new TrainerEvent.Note("hello"));
        assertThat(TrainerEvent.parse("{\"event\":\"stage\",\"text\":\"exporting\"}"))
                .isEqualTo(new TrainerEvent.Stage("exporting"));
        assertThat(TrainerEvent.parse("{\"event\":\"failed\",\"message\":\"no\"}"))
                .isEqualTo(new TrainerEvent.Failed("no"));
    }

    @Test
    void readsProgress() {
        TrainerEvent event = TrainerEvent.parse("{\"event\":\"step\",\"epoch\":1,\"epochs\":3,\"done\":128,"
                + "\"total\":60000,\"loss\":0.25,\"images_per_second\":900.4}");

        assertThat(event).isEqualTo(new TrainerEvent.Step(1, 3, 128, 60_000, 0.25, 900.4));
        assertThat(((TrainerEvent.Step) event).figures()).isEqualTo("loss 0.2500  900 images/s");
    }

    @Test
    void anEpochWithoutValidationHasNoLossOfIt() {
        assertThat(TrainerEvent.parse(
                        "{\"event\":\"epoch\",\"epoch\":1,\"train_loss\":0.5,\"validation_loss\":\"none\"}"))
                .isEqualTo(new TrainerEvent.Epoch(1, 0.5, Double.NaN));
    }

    @Test
    void keepsTheNumbersOfTheEnd() {
        TrainerEvent event = TrainerEvent.parse(
                "{\"event\":\"finished\",\"run\":\"r\",\"folder\":\"f\",\"metrics\":{\"psnr\":19.5,\"note\":\"text\"}}");

        assertThat(event).isEqualTo(new TrainerEvent.Finished("r", "f", Map.of("psnr", 19.5)));
        assertThat(TrainerEvent.parse(
                        "{\"event\":\"stopped\",\"run\":\"r\",\"folder\":\"f\",\"epoch\":0,\"metrics\":{}}"))
                .isEqualTo(new TrainerEvent.Finished("r", "f", Map.of(), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "libtorch says hello", "[1,2]", "{\"event\":\"later\"}", "{broken"})
    void passesOverWhatIsNoEvent(String line) {
        assertThat(TrainerEvent.parse(line)).isEqualTo(new TrainerEvent.Other(line));
    }
}
