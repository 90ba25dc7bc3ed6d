package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.FlawedModels;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that parse, and must not be served all the same. */
class FlawedModelsTest {
    private static final SessionSettings BATCHES = new SessionSettings(Provider.CPU, 1, 4);

    static Stream<Arguments> denoisers() {
        return Stream.of(
                Arguments.of("fixed batch", FlawedModels.fixedBatchDenoiser(), "dynamic first dimension"),
                Arguments.of("batch fixed inside", FlawedModels.hiddenFixedBatchDenoiser(), "failed on a black image"),
                Arguments.of(
                        "two scores", FlawedModels.twofoldScoreDenoiser(), "'anomaly' to be [batch,1], found [-1, 2]"),
                Arguments.of("shrinks", FlawedModels.shrinkingDenoiser(), "expected the same size"),
                Arguments.of("30,000 a side", FlawedModels.giantDenoiser(30_000), "image of at most 16777216 values"),
                Arguments.of("3 billion a side", FlawedModels.giantDenoiser(3_000_000_000L), "the height of the image"),
                Arguments.of("a million channels", FlawedModels.manyChannelsDenoiser(), "found [1048576,any,any]"),
                Arguments.of("another task", FlawedModels.mislabelledDenoiser(), "to be denoise, found classify-frame"),
                Arguments.of("sparse external", FlawedModels.sparseExternalDenoiser(), "found a sparse one"),
                Arguments.of("external constant", FlawedModels.constantExternalDenoiser(), "'passwords' pointing to"),
                Arguments.of("nested graph", FlawedModels.nestedGraphDenoiser(), "a flat graph"),
                Arguments.of("function", FlawedModels.functionDenoiser(), "local functions"),
                Arguments.of("training graph", FlawedModels.trainingDenoiser(), "training graphs"),
                Arguments.of("future", FlawedModels.futureDenoiser(), "IR version"),
                Arguments.of("ancient", FlawedModels.ancientDenoiser(), "opset 7 or newer, found 1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("denoisers")
    void refusesDenoisers(String flaw, byte[] onnx, String reason) {
        assertThatThrownBy(() -> DenoiserModel.open(onnx, BATCHES))
                .as(flaw)
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void failuresThatNobodyForesawAreRefusalsToo() {
        byte[] sound = FixtureModels.denoiser(1, 4, 4, 1, "space");

        assertThatThrownBy(() -> Session.open(sound, BATCHES, session -> {
                    throw new IllegalStateException("unforeseen");
                }))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining("unforeseen");
    }

    static Stream<Arguments> classifiers() {
        return Stream.of(
                Arguments.of("logits", FlawedModels.logitsClassifier(), "end the graph with Softmax"),
                Arguments.of("half labelled", FlawedModels.halfLabelledClassifier(), "2 labels for 16 classes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classifiers")
    void refusesClassifiers(String flaw, byte[] onnx, String reason) {
        assertThatThrownBy(() -> ClassifierModel.open(onnx, BATCHES))
                .as(flaw)
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining(reason);
    }
}
