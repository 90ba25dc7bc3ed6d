package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.v1.Encoding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                             | PNG",
                "'  '                                           | PNG",
                "*/*                                            | PNG",
                "image/*                                        | PNG",
                "image/jpeg                                     | JPEG",
                "IMAGE/JPEG                                     | JPEG",
                "image/jpg                                      | JPEG",
                "image/x-float32                                | FLOAT32",
                "image/x-gray8                                  | GRAY8",
                "image/x-rgb8                                   | RGB8",
                "image/webp, image/bmp                          | BMP",
                "image/tiff                                     | TIFF",
                "image/bmp, image/gif                           | BMP",
                "image/bmp;q=0.5, image/gif                     | GIF",
                "image/bmp;q=0.5,image/gif;q=0.51               | GIF",
                "image/bmp ; level=1 ; q=0.9 , image/gif;q=0.1  | BMP",
                "image/bmp;Q=0.1, image/gif;q=0.2               | GIF",
                "image/bmp;q=0, image/*;q=0.1                   | PNG",
                "image/png;q=0, */*, image/gif;q=0.2            | GIF",
                "image/bmp;q=nonsense, image/gif;q=0.001        | GIF",
                "image/bmp;q=NaN, image/gif;q=0.001             | GIF",
                ", ,image/gif,                                  | GIF",
                ";, image/gif                                   | GIF",
                "text/html, application/x-protobuf, */*;q=0.1   | PNG",
            })
    void choosesTheMostWantedEncoding(String header, Encoding chosen) throws Exception {
        assertThat(Accept.choose(header, Encoding.PNG)).isEqualTo(chosen);
    }

    /** It is read, but not written. */
    @ParameterizedTest
    @CsvSource({"'', PNG", "'image/webp, */*;q=0.1', PNG", "image/*, PNG", "image/tiff, TIFF"})
    void takesPngForWebp(String header, Encoding chosen) throws Exception {
        assertThat(Accept.choose(header, Encoding.WEBP)).isEqualTo(chosen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/webp",
                "text/html, application/json",
                "image/png;q=0",
                "image/png;q=0, image/*",
                "*/*;q=0",
                "image/png;q=-1",
                ",",
                ";",
                ";;",
                ";q=1",
                "png",
                "é"
            })
    void refusesWhatNamesNothingWeWrite(String header) {
        assertThatThrownBy(() -> Accept.choose(header, Encoding.PNG))
                .isInstanceOfSatisfying(MalformedPayloadException.class, refused -> assertThat(refused.problem())
                        .isEqualTo(PayloadProblem.UNSUPPORTED_ACCEPT))
                .hasMessageEndingWith("found '" + header + "'");
    }
}
