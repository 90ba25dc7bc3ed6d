package io.limpid.streaming.models;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.v1.InputSpec;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.fixtures.FixtureModels;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.ModelDescription;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.SessionSettings;
import org.junit.jupiter.api.Test;

class PublishedInputTest {
    @Test
    void acceptsWhatIsAsItWasPublished() {
        assertThatCode(() -> check(input(1, 28, 28), "half")).doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherInput() {
        assertThatThrownBy(() -> check(input(3, 0, 0), "half"))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessage("model digits 7: expected the input [3,any,any] as published, the file takes [1,28,28]");
    }

    @Test
    void refusesAnotherLatentSpace() {
        assertThatThrownBy(() -> check(input(1, 28, 28), "other"))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessage("model digits 7: expected the latent space 'other' as published, the file says 'half'");
    }

    private static InputSpec input(int channels, int height, int width) {
        return InputSpec.newBuilder()
                .setChannels(channels)
                .setHeight(height)
                .setWidth(width)
                .build();
    }

    private static void check(InputSpec input, String latentSpace) throws ModelRejectedException {
        ModelPublished published = ModelPublished.newBuilder()
                .setRef(ModelRef.newBuilder().setName("digits").setVersion(7).setLatentSpace(latentSpace))
                .setInput(input)
                .build();
        PublishedInput.check(published, description());
    }

    private static ModelDescription description() throws ModelRejectedException {
        byte[] onnx = FixtureModels.denoiser(1, 28, 28, 0.5f, "half");
        try (DenoiserModel model = DenoiserModel.open(onnx, SessionSettings.cpu(1))) {
            return model.description();
        }
    }
}
