package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.v1.Encoding;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTypeTest {
    @ParameterizedTest
    @CsvSource({
        "image/png, PNG",
        "IMAGE/Png, PNG",
        "' image/png ', PNG",
        "image/png; charset=binary, PNG",
        "image/png;, PNG",
        "image/jpeg, JPEG",
        "image/jpg, JPEG",
        "image/bmp, BMP",
        "image/gif, GIF",
        "image/x-gray8, GRAY8",
        "image/x-rgb8, RGB8",
        "image/x-float32, FLOAT32",
        "image/webp, WEBP",
        "image/tiff, TIFF",
        "image/avif,",
        "image/,",
        "'',",
        "png,",
    })
    void namesAnEncoding(String mediaType, Encoding expected) {
        assertThat(ContentType.encodingOf(mediaType).orElse(null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"ENCODING_UNSPECIFIED", "UNRECOGNIZED"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyEncodingHasAName(Encoding encoding) {
        assertThat(ContentType.encodingOf(ContentType.of(encoding))).contains(encoding);
    }

    @Test
    void whatIsNoEncodingHasNone() {
        assertThatThrownBy(() -> ContentType.of(Encoding.UNRECOGNIZED)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a00, PNG",
        "89504e470d0a1a0a, PNG",
        "89504e470d0a1a, ",
        "89504e470d0a1a0b, ",
        "ffd8ffe0, JPEG",
        "ffd8ff, JPEG",
        "ffd8, ",
        "424d, BMP",
        "42, ",
        "474946383961, GIF",
        "474946383761, GIF",
        "474946, ",
        "'', ",
        "52494646, ",
        "524946460000000057454250, WEBP",
        "52494646ffffffff57454250, WEBP",
        "524946460000000057415645, ",
        "49492a00, TIFF",
        "4d4d002a, TIFF",
        "49492b00, ",
        "00, ",
    })
    void isSniffedFromTheFirstBytes(String hex, Encoding expected) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(ContentType.sniff(bytes).orElse(null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "JPEG", "BMP", "GIF", "TIFF"})
    void isSniffedFromWhatWeWrite(Encoding encoding) {
        byte[] file = TestImages.file(encoding, new ImageShape(1, 6, 6));

        assertThat(ContentType.sniff(file)).contains(encoding);
        assertThat(ContentType.sniff(Arrays.copyOfRange(file, 1, file.length))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-protobuf",
                "application/protobuf",
                "Application/X-Protobuf; messageType=limpid.v1.NoisyImage",
            })
    void knowsProtobuf(String mediaType) {
        assertThat(ContentType.isProtobuf(mediaType)).isTrue();
        assertThat(ContentType.isProtobuf("x" + mediaType)).isFalse();
    }
}
