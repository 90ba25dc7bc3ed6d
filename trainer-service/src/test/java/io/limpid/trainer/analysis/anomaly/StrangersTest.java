package io.limpid.trainer.analysis.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrangersTest {
    private static final Pixels COLOUR = Pixels.of(new ImageShape(3, 1, 2), new float[] {1, 0, 0, 1, 0, 0});
    private static final Pixels GREY = Pixels.of(new ImageShape(1, 2, 1), new float[] {0.25f, 0.75f});

    @Test
    void takesTheShapeOfAGreyModel() {
        List<Pixels> strangers = Strangers.of(List.of(COLOUR, GREY), new ImageShape(1, 1, 2));

        assertThat(strangers.get(0).toArray()).containsExactly(new float[] {0.299f, 0.587f}, within(1e-6f));
        assertThat(strangers.get(1).toArray()).containsExactly(0.5f, 0.5f);
    }

    @Test
    void takesTheShapeOfAColourModel() {
        List<Pixels> strangers = Strangers.of(List.of(GREY, COLOUR), new ImageShape(3, 1, 1));

        assertThat(strangers.get(0).toArray()).containsExactly(0.5f, 0.5f, 0.5f);
        assertThat(strangers.get(1).toArray()).containsExactly(0.5f, 0.5f, 0);
    }

    @Test
    void refusesOtherChannels() {
        assertThatThrownBy(() -> Strangers.of(List.of(GREY), new ImageShape(2, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Pixels[1,2,1] for 2 channels");
    }
}
