package io.limpid.studio.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.PayloadProblem;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.fixtures.SampleImages;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {
    private final Preparation preparation = new Preparation(PayloadLimits.STANDARD);

    @Test
    void leavesAnUploadAsItIsWhereNothingIsAskedFor() throws MalformedPayloadException {
        byte[] noImage = {1, 2, 3};

        Prepared prepared =
                preparation.prepare(noImage, "application/octet-stream", SendOptions.parse("none", "0", "", ""));

        assertThat(prepared.value()).isSameAs(noImage);
        assertThat(prepared.contentType()).isEmpty();
    }

    /** A browser knows a file by its name's end only. */
    @Test
    void believesTheFirstBytesMoreThanTheName() throws MalformedPayloadException {
        byte[] text = "Dear diary".getBytes(StandardCharsets.UTF_8);
        byte[] png = SampleImages.greyPng(28, 28, 1);
        SendOptions nothing = SendOptions.parse("none", "0", "", "");
        SendOptions noise = SendOptions.parse("gaussian:0.3", "5", "", "");

        assertThat(preparation.prepare(text, "image/png", nothing).contentType())
                .isEmpty();
        assertThat(preparation.prepare(png, "image/jpeg", nothing).contentType())
                .isEmpty();
        assertThat(preparation.prepare(png, "image/png", nothing).contentType()).isEqualTo("image/png");
        assertThat(preparation
                        .read(preparation.prepare(png, "image/jpeg", noise))
                        .shape())
                .isEqualTo(new ImageShape(1, 28, 28));
        assertThatExceptionOfType(MalformedPayloadException.class)
                .isThrownBy(() -> preparation.prepare(text, "image/png", noise))
                .satisfies(refused -> assertThat(refused.problem()).isEqualTo(PayloadProblem.UNKNOWN_CONTENT));
    }

    @ParameterizedTest
    @CsvSource({"1x28x28, '[1,28,28]'", "3x0x0, '[3,30,40]'", "1x0x0, '[1,30,40]'", "3x64x50, '[3,64,50]'"})
    void bringsAnImageToTheShapeThatIsAskedFor(String fit, String shape) throws MalformedPayloadException {
        Prepared prepared =
                preparation.prepare(SampleImages.rgbPng(40, 30, 1), "image/png", SendOptions.parse("", "0", fit, ""));

        assertThat(preparation.read(prepared).shape()).hasToString(shape);
    }

    @Test
    void addsTheSameNoiseForTheSameSeed() throws MalformedPayloadException {
        byte[] clean = SampleImages.greyPng(28, 28, 1);
        byte[] one = preparation
                .prepare(clean, "", SendOptions.parse("gaussian:0.3", "5", "", ""))
                .value();
        byte[] again = preparation
                .prepare(clean, "", SendOptions.parse("gaussian:0.3", "5", "", ""))
                .value();
        byte[] other = preparation
                .prepare(clean, "", SendOptions.parse("gaussian:0.3", "6", "", ""))
                .value();

        assertThat(one).isEqualTo(again).isNotEqualTo(other);
        assertThat(preparation
                        .read(preparation.prepare(one, "image/png", SendOptions.parse("", "0", "", "")))
                        .shape())
                .isEqualTo(new ImageShape(1, 28, 28));
    }

    @Test
    void saysWhatCannotBeReadBeforeAnythingIsDecoded() {
        assertThatExceptionOfType(MalformedPayloadException.class)
                .isThrownBy(() -> preparation.prepare(
                        SampleImages.hugePng(), "image/png", SendOptions.parse("blur:1", "0", "", "")))
                .satisfies(refused -> assertThat(refused.problem()).isEqualTo(PayloadProblem.TOO_MANY_PIXELS));
    }

    @Test
    void refusesWhatOutgrowsTheLimitByItsNoise() {
        Preparation small = new Preparation(new PayloadLimits(3_000, 1 << 20));

        assertThatExceptionOfType(MalformedPayloadException.class)
                .isThrownBy(() -> small.prepare(
                        SampleImages.greyPng(28, 28, 1),
                        "image/png",
                        SendOptions.parse("gaussian:0.5", "0", "3x64x64", "")))
                .withMessageContaining("expected at most 3000 bytes");
    }

    @Test
    void asksForADenoiserByItsName() throws MalformedPayloadException {
        byte[] png = SampleImages.greyPng(28, 28, 1);

        Prepared asking = preparation.prepare(png, "image/png", SendOptions.parse("", "0", "", " documents "));
        Prepared any = preparation.prepare(png, "image/png", SendOptions.parse("", "0", "", ""));

        assertThat(HeaderNames.text(asking.headers(), HeaderNames.MODEL)).contains("documents");
        assertThat(asking.value()).isSameAs(png);
        assertThat(any.headers().lastHeader(HeaderNames.MODEL)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            abc | ''       | expected seed as a whole number, found 'abc'
            1.5 | ''       | found '1.5'
            0   | ../weird | expected model as a denoiser's name
            """)
    void refusesASeedOrAModelThatIsNone(String seed, String model, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SendOptions.parse("", seed, "", model))
                .withMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"28x28", "2x28x28", "1x28x0", "1x99999x1", "x"})
    void refusesAFitThatIsNone(String fit) {
        assertThatIllegalArgumentException().isThrownBy(() -> SendOptions.parse("", "0", fit, ""));
    }
}
