package io.limpid.studio.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.PayloadProblem;
import io.limpid.fixtures.SampleImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {
    private final Preparation preparation = new Preparation(PayloadLimits.STANDARD);

    @Test
    void leavesAnUploadAsItIsWhereNothingIsAskedFor() throws MalformedPayloadException {
        byte[] noImage = {1, 2, 3};

        Prepared prepared = preparation.prepare(noImage, "application/octet-stream", Wish.parse("none", 0, ""));

        assertThat(prepared.value()).isSameAs(noImage);
        assertThat(prepared.contentType()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1x28x28, '[1,28,28]'", "3x0x0, '[3,30,40]'", "1x0x0, '[1,30,40]'", "3x64x50, '[3,64,50]'"})
    void bringsAnImageToTheShapeThatIsAskedFor(String fit, String shape) throws MalformedPayloadException {
        Prepared prepared = preparation.prepare(SampleImages.rgbPng(40, 30, 1), "image/png", Wish.parse("", 0, fit));

        assertThat(preparation.read(prepared).shape()).hasToString(shape);
    }

    @Test
    void addsTheSameNoiseForTheSameSeed() throws MalformedPayloadException {
        byte[] clean = SampleImages.greyPng(28, 28, 1);
        byte[] one = preparation
                .prepare(clean, "", Wish.parse("gaussian:0.3", 5, ""))
                .value();
        byte[] again = preparation
                .prepare(clean, "", Wish.parse("gaussian:0.3", 5, ""))
                .value();
        byte[] other = preparation
                .prepare(clean, "", Wish.parse("gaussian:0.3", 6, ""))
                .value();

        assertThat(one).isEqualTo(again).isNotEqualTo(other);
        assertThat(preparation
                        .read(preparation.prepare(one, "image/png", Wish.parse("", 0, "")))
                        .shape())
                .isEqualTo(new ImageShape(1, 28, 28));
    }

    @Test
    void saysWhatCannotBeReadBeforeAnythingIsDecoded() {
        assertThatExceptionOfType(MalformedPayloadException.class)
                .isThrownBy(() -> preparation.prepare(SampleImages.hugePng(), "image/png", Wish.parse("blur:1", 0, "")))
                .satisfies(refused -> assertThat(refused.problem()).isEqualTo(PayloadProblem.TOO_MANY_PIXELS));
    }

    @Test
    void refusesWhatOutgrowsTheLimitByItsNoise() {
        Preparation small = new Preparation(new PayloadLimits(3_000, 1 << 20));

        assertThatExceptionOfType(MalformedPayloadException.class)
                .isThrownBy(() -> small.prepare(
                        SampleImages.greyPng(28, 28, 1), "image/png", Wish.parse("gaussian:0.5", 0, "3x64x64")))
                .withMessageContaining("expected at most 3000 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"28x28", "2x28x28", "1x28x0", "1x99999x1", "x"})
    void refusesAFitThatIsNone(String fit) {
        assertThatIllegalArgumentException().isThrownBy(() -> Wish.parse("", 0, fit));
    }
}
