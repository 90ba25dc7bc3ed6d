package io.limpid.quickstart.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.models.ShippedModel;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
    private static final ShippedModel SHIPPED =
            new ShippedModel("cleaner", "denoise", "new", 1, 1, 0, 0, "any", "", "", "", "", "", "", new TreeMap<>());

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "what an earlier Limpid came with, old, true, LIVE, true",
        "the very same, new, true, LIVE, false",
        "what an earlier Limpid came with and somebody retired, old, true, RETIRED, false",
        "what somebody published, old, false, LIVE, false",
        "what somebody published and retired, old, false, RETIRED, false"
    })
    void aModelThatComesWithLimpidTakesThePlaceOf(
            String what, String sha256, boolean fallback, Stage stage, boolean expected) {
        ModelPublished standing = ModelPublished.newBuilder()
                .setSha256(sha256)
                .setFallback(fallback)
                .setStage(stage)
                .build();

        assertThat(Standing.givesWay(Optional.of(standing), SHIPPED)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a run, http://127.0.0.1:8083/models/r1/model.onnx, LIVE, r1",
        "a retired run, http://127.0.0.1:8083/models/r1/model.onnx, RETIRED, ''",
        "a file that somebody published, file:///published/cleaner-1.onnx, LIVE, ''"
    })
    void aRunServesThatWasPublishedAndNotRetired(String what, String uri, Stage stage, String expected) {
        ModelPublished standing =
                ModelPublished.newBuilder().setUri(uri).setStage(stage).build();

        assertThat(Standing.servedRun(standing).orElse("")).isEqualTo(expected);
    }

    @Test
    void anEmptyPlaceIsTaken() {
        assertThat(Standing.givesWay(Optional.empty(), SHIPPED)).isTrue();
    }
}
