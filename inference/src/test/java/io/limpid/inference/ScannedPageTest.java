package io.limpid.inference;

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

    /** A photograph's bright sky with something dark in front of it has as much paper and ink, but no strokes. */
    @Test
    void darkShapesBeforeLightAreNoPage() {
        float[] values = new float[300 * 300];
        Arrays.fill(values, 0.9f);
        for (int y = 180; y < 260; y++) {
            Arrays.fill(values, y * 300 + 60, y * 300 + 240, 0.1f);
        }

        assertThat(ScannedPage.isLike(Pixels.of(new ImageShape(1, 300, 300), values)))
                .isFalse();
    }

    @Test
    void pagesOfAllSizesArePagesButForSmallOnes() {
        SamplePictures.Pair page = SamplePictures.page(540, 258, 1);
        assertThat(ScannedPage.isLike(enlarged(page, 4))).isTrue();
        assertThat(ScannedPage.isLike(grey(SamplePictures.page(300, 140, 1)))).isFalse();
    }

    private static Pixels enlarged(SamplePictures.Pair page, int times) {
        int width = times * page.width();
        float[] values = new float[width * times * page.height()];
        for (int i = 0; i < values.length; i++) {
            values[i] = page.noisy()[i / width / times * page.width() + i % width / times];
        }
        return Pixels.of(new ImageShape(1, times * page.height(), width), values);
    }

    @Test
    void otherChannelsThanGreyOrColoursAreNoPage() {
        assertThat(ScannedPage.isLike(Pixels.of(new ImageShape(2, 200, 200), new float[80_000])))
                .isFalse();
    }

    /** With the real sets at hand. */
    @Test
    @EnabledIfEnvironmentVariable(named = "LIMPID_DATA", matches = ".+")
    void tellsRealScansFromRealPhotographs() throws Exception {
        assertThat(pages("noisyoffice/noisy")).isEqualTo(108);
        assertThat(pages("bsd68")).isZero();
        assertThat(pages("bsd400")).isZero();
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
