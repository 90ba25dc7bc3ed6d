package io.limpid.quickstart.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.models.ShippedModel;
import io.limpid.quickstart.training.ModelShop;
import java.net.URI;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
    private static final ShippedModel SHIPPED =
            new ShippedModel("cleaner", "denoise", "new", 1, 1, 0, 0, "", "", "", "", "", new TreeMap<>());
    private static final String TRAINER = "http://127.0.0.1:8083";

    private static String uri(String run) {
        return TRAINER + "/models/" + run + "/model.onnx";
    }

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
        "an earlier run, http://127.0.0.1:8083/models/r1/model.onnx, '', false, LIVE, true",
        "the very same, http://127.0.0.1:8083/models/r2/model.onnx, '', false, LIVE, false",
        "the same where nobody serves it any more, http://127.0.0.1:9999/models/r2/model.onnx, '', false, LIVE, true",
        "a later run, http://127.0.0.1:8083/models/r3/model.onnx, '', false, LIVE, false",
        "an earlier run that was rolled back to, http://127.0.0.1:8083/models/r1/model.onnx, r2, false, LIVE, false",
        "a retired run, http://127.0.0.1:8083/models/r1/model.onnx, '', false, RETIRED, false",
        "a file that somebody published, file:///published/cleaner-1.onnx, '', false, LIVE, false",
        "what Limpid comes with, file:///published/cleaner-ab.onnx, '', true, LIVE, true",
        "what Limpid comes with and somebody retired, file:///published/cleaner-ab.onnx, '', true, RETIRED, false"
    })
    void aRunTakesThePlaceOf(String what, String uri, String before, boolean fallback, Stage stage, boolean expected) {
        ModelPublished.Builder standing =
                ModelPublished.newBuilder().setUri(uri).setFallback(fallback).setStage(stage);
        if (!before.isEmpty()) {
            standing.addPrevious(ModelPublished.newBuilder().setUri(uri(before)).setStage(Stage.RETIRED));
        }
        ModelShop.Run run = new ModelShop.Run("r2", "cleaner", "denoise", "");

        assertThat(Standing.givesWay(Optional.of(standing.build()), run, URI.create(uri("r2"))))
                .isEqualTo(expected);
    }

    @Test
    void anEmptyPlaceIsTaken() {
        ModelShop.Run run = new ModelShop.Run("r2", "cleaner", "denoise", "");

        assertThat(Standing.givesWay(Optional.empty(), SHIPPED)).isTrue();
        assertThat(Standing.givesWay(Optional.empty(), run, URI.create(uri("r2"))))
                .isTrue();
    }
}
