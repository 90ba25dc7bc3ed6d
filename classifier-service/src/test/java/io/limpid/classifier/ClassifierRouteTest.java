package io.limpid.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.fixtures.FixtureModels;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.SessionSettings;
import io.limpid.streaming.models.LiveModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifierRouteTest {
    private static final ImageShape SHAPE = new ImageShape(1, 8, 8);

    private static LiveModel<ClassifierModel> live(String name, boolean fallback, ClassifierModel model) {
        return new LiveModel<>(
                ModelPublished.newBuilder()
                        .setRef(ModelRef.newBuilder().setName(name))
                        .setFallback(fallback)
                        .build(),
                model);
    }

    /** However late it was published; asked for by name, it serves. */
    @Test
    void aFallbackComesAfterOnesOwn() throws Exception {
        try (ClassifierModel model =
                ClassifierModel.open(FixtureModels.frameClassifier(1, 8, 8), SessionSettings.cpu(1))) {
            ClassifierRoute both =
                    new ClassifierRoute(List.of(live("shipped", true, model), live("own", false, model)));
            ClassifierRoute alone = new ClassifierRoute(List.of(live("shipped", true, model)));

            assertThat(both.frameClassifier(SHAPE, "").orElseThrow().ref().getName())
                    .isEqualTo("own");
            assertThat(both.frameClassifier(SHAPE, "shipped")
                            .orElseThrow()
                            .ref()
                            .getName())
                    .isEqualTo("shipped");
            assertThat(alone.frameClassifier(SHAPE, "").orElseThrow().ref().getName())
                    .isEqualTo("shipped");
        }
    }
}
