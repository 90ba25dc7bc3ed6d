package io.limpid.streaming.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.v1.InputSpec;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.fixtures.FixtureModels;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.SessionSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckedOpenerTest {
    private static final ModelPublished CLEANER = ModelPublished.newBuilder()
            .setRef(ModelRef.newBuilder().setName("cleaner").setVersion(7).setLatentSpace("any"))
            .setInput(InputSpec.newBuilder().setChannels(1))
            .build();

    private final PrintStream standard = System.err;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final CheckedOpener<DenoiserModel> opener =
            new CheckedOpener<>(DenoiserModel::open, SessionSettings.cpu(1), provider -> {});

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setErr(standard);
    }

    private String loggedOf(byte[] onnx) throws ModelRejectedException {
        opener.open(onnx, CLEANER).close();
        return logged.toString(StandardCharsets.UTF_8);
    }

    @Test
    void warnsOnceOfSeamsInLargePictures() throws ModelRejectedException {
        assertThat(loggedOf(FixtureModels.wholeImageDenoiser(1, "any")))
                .containsOnlyOnce("of model=cleaner version=7: it looks farther than the 64 pixels")
                .contains("WARN", "more than 512 x 512 pixels here, may show seams", "limpid.tile-side");
    }

    @Test
    void saysNothingOfOthers() throws ModelRejectedException {
        assertThat(loggedOf(FixtureModels.anySizeBlurringDenoiser(1, "any"))).doesNotContain("cleaner");
    }
}
