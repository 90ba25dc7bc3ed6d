package io.limpid.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class CurvesTest {
    @Test
    void drawsLinesAndPassesOverEmptyOnes() throws IOException {
        byte[] png = new Curves("loss", "epoch", "loss")
                .line("training", List.of(0.5, 1.0), List.of(0.2, 0.1))
                .line("validation", List.of(), List.of())
                .png();

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(800);
        assertThat(colours(image)).isGreaterThan(2);
    }

    private static long colours(BufferedImage image) {
        return Arrays.stream(image.getRGB(0, 0, 800, 400, null, 0, 800))
                .distinct()
                .count();
    }
}
