package io.limpid.quickstart.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Encoding;
import io.limpid.fixtures.SamplePictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class ScannedPageTest {
    private static final ImageCodec CODEC = new ImageCodec(PayloadLimits.STANDARD);

    private static Pixels grey(SamplePictures.Pair pair) {
        return Pixels.of(new ImageShape(1, pair.height(), pair.width()), pair.noisy());
    }

    private static Pixels inColours(Pixels grey) {
        return grey.withChannels(3);
    }

    private static Pixels flat(float value) {
        float[] values = new float[400];
        Arrays.fill(values, value);
        return Pixels.of(new ImageShape(1, 20, 20), values);
    }

    @Test
    void tellsAStainedPageFromALandscape() {
        for (int seed = 1; seed < 6; seed++) {
            assertThat(ScannedPage.isLike(grey(SamplePictures.page(540, 258, seed))))
                    .as("page " + seed)
                    .isTrue();
            assertThat(ScannedPage.isLike(grey(SamplePictures.landscape(481, 321, 0.05 * seed, seed))))
                    .as("landscape " + seed)
                    .isFalse();
        }
    }

    @Test
    void emptyPaperAndDarknessAreNoPage() {
        assertThat(ScannedPage.isLike(flat(0.9f))).isFalse();
        assertThat(ScannedPage.isLike(flat(0.1f))).isFalse();
        assertThat(ScannedPage.isLike(inColours(grey(SamplePictures.page(540, 258, 1)))))
                .isTrue();
    }

    /** With the real sets at hand: 108 of 108 scans, 0 of 68 photographs, and 4 of 399 others, which are bright skies. */
    @Test
    @EnabledIfEnvironmentVariable(named = "LIMPID_DATA", matches = ".+")
    void tellsRealScansFromRealPhotographs() throws Exception {
        assertThat(pages("noisyoffice/noisy")).isEqualTo(108);
        assertThat(pages("bsd68")).isZero();
    }

    private static long pages(String folder) throws Exception {
        Path all = Path.of(System.getenv("LIMPID_DATA")).resolve(folder);
        assumeThat(all).isDirectory();
        List<Path> files;
        try (Stream<Path> listed = Files.list(all)) {
            files = listed.filter(file -> file.toString().endsWith(".png")).toList();
        }
        int pages = 0;
        for (Path file : files) {
            pages += ScannedPage.isLike(CODEC.decodeFile(Files.readAllBytes(file), Encoding.PNG)) ? 1 : 0;
        }
        return pages;
    }
}
