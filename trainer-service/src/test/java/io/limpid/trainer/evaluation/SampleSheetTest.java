package io.limpid.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.fixtures.SampleImages;
import io.limpid.inference.Denoised;
import io.limpid.inference.LatentVector;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SampleSheetTest {
    private static SampleSheet with(int pictures, int side) {
        SampleSheet sheet = new SampleSheet("none");
        ImageShape shape = new ImageShape(1, side, side);
        for (int i = 0; i < pictures; i++) {
            Pixels image = Pixels.of(shape, SampleImages.noise(shape.size(), i));
            sheet.add(image, image, new Denoised(image, LatentVector.of(new float[] {1}), OptionalDouble.empty()));
        }
        return sheet;
    }

    @Test
    void largePicturesAreShownCloseUpToo() {
        SampleSheet sheet = with(6, 200);

        assertThat(sheet.sheets()).hasSize(2);
        assertThat(sheet.sheets().get(0).rows())
                .allSatisfy(row -> assertThat(row.pictures()).hasSize(2));
        Evaluation.Sheet closeUps = sheet.sheets().get(1);
        assertThat(closeUps.title()).isEqualTo("close-ups, noise: none");
        assertThat(closeUps.rows())
                .extracting(Evaluation.SheetRow::caption)
                .containsExactly("noisy", "denoised", "clean");
        assertThat(closeUps.rows()).allSatisfy(row -> assertThat(row.pictures()).hasSize(4));
        assertThat(closeUps.rows().get(0).pictures().get(0).width() * 3).isEqualTo(closeUps.side());
    }

    @Test
    void otherSizesAreInTheTitles() {
        SampleSheet sheet = with(1, 200);
        sheet.of("scale:2.0");

        assertThat(sheet.sheets())
                .extracting(Evaluation.Sheet::title)
                .containsExactly("noise: none, scale:2.0", "close-ups, noise: none, scale:2.0");
    }

    @Test
    void smallOnesAreNot() {
        assertThat(with(12, 28).sheets()).hasSize(1);
    }
}
