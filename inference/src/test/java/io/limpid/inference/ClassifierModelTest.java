package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.FixtureModels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifierModelTest {
    private static final SessionSettings BATCHES_OF_TWO = new SessionSettings(Provider.CPU, 1, 2);

    @Test
    void classifiesPictures() throws Exception {
        ImageShape shape = new ImageShape(1, 4, 4);
        List<Pixels> images = new ArrayList<>();
        for (int cell = 0; cell < 4; cell++) {
            float[] values = new float[16];
            values[(cell / 2) * 8 + (cell % 2) * 2] = 1;
            images.add(Pixels.of(shape, values));
        }
        try (ClassifierModel model = ClassifierModel.open(FixtureModels.frameClassifier(1, 4, 4), BATCHES_OF_TWO)) {
            List<Scores> scores = model.classifyFrames(images);

            assertThat(scores).extracting(Scores::argmax).containsExactly(0, 1, 2, 3);
            assertThat(scores.get(0).asList().stream()
                            .mapToDouble(Float::doubleValue)
                            .sum())
                    .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6));
            assertThat(scores.get(3).confidence())
                    .isEqualTo(scores.get(3).asList().get(3));
            assertThat(model.description().task()).isEqualTo(Task.CLASSIFY_FRAME);
            assertThat(model.description().labels()).containsExactly("frame-0", "frame-1", "frame-2", "frame-3");
            assertThat(model.acceptsFrame(shape)).isTrue();
            assertThat(model.acceptsFrame(new ImageShape(1, 8, 8))).isFalse();
            assertThat(model.acceptsLatentSpace("")).isFalse();
            assertThat(model.classifyFrames(List.of())).isEmpty();
        }
    }

    @Test
    void classifiesLatentVectorsOfItsOwnSpaceOnly() throws Exception {
        try (ClassifierModel head = ClassifierModel.open(FixtureModels.latentHead(6, "space"), BATCHES_OF_TWO)) {
            List<Scores> scores = head.classifyLatents(List.of(
                    LatentVector.of(new float[] {0, 0, 1, 0, 9, 9}),
                    LatentVector.of(new float[] {0, 1, 0, 0, 9, 9}),
                    LatentVector.of(new float[] {1, 0, 0, 0, 9, 9})));

            assertThat(scores).extracting(Scores::argmax).containsExactly(2, 1, 0);
            assertThat(head.description().inputSpec().getLatentSize()).isEqualTo(6);
            assertThat(head.acceptsLatentSpace("space")).isTrue();
            assertThat(head.acceptsLatentSpace("another")).isFalse();
            assertThat(head.acceptsFrame(new ImageShape(1, 4, 4))).isFalse();
        }
    }

    @Test
    void refusesAHeadWithoutALatentSpace() {
        assertThatThrownBy(() -> ClassifierModel.open(FixtureModels.latentHead(4, ""), BATCHES_OF_TWO))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining("limpid.latent_space");
    }

    @Test
    void refusesADenoiser() {
        assertThatThrownBy(() -> ClassifierModel.open(FixtureModels.denoiser(1, 4, 4, 1, "x"), BATCHES_OF_TWO))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining("output 'scores', found [denoised, latent]");
    }
}
