package io.limpid.contracts.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plant-4.", "A_b", "."})
    void putThePrefixInFrontOfEveryName(String prefix) {
        Topics topics = new Topics(prefix);

        assertThat(topics.images())
                .containsExactly(
                        prefix + "images.noisy",
                        prefix + "images.denoised",
                        prefix + "images.labels",
                        prefix + "images.noisy.dead",
                        prefix + "images.denoised.dead");
        assertThat(topics.models()).isEqualTo(prefix + "models");
        assertThat(topics.modelReports()).isEqualTo(prefix + "models.reports");
        assertThat(topics.training()).isEqualTo(prefix + "training");
    }

    @Test
    void theLongestPrefixMakesNamesThatKafkaTakes() {
        Topics topics = new Topics("p".repeat(200));

        assertThat(topics.images()).allSatisfy(Topic::validate);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a b", "a/", "ä", "a\n", "${x}"})
    void refuseAnIllegalPrefix(String prefix) {
        assertThatThrownBy(() -> new Topics(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + prefix + "'");
    }

    @Test
    void refuseAPrefixThatIsMissingOrTooLong() {
        assertThatThrownBy(() -> new Topics("p".repeat(201))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Topics(null)).hasMessage("prefix");
    }
}
