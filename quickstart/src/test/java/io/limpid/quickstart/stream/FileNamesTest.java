package io.limpid.quickstart.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
    private static String safe(String id) {
        return FileNames.safe(id, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "für Oma.png, für Oma.png",
        "写真 (1).tiff, 写真 (1).tiff",
        "naïve.v1.2.jpg, naïve.v1.2.jpg",
        "a+b=c&d#e%f~g'h, a+b=c&d#e%f~g'h",
    })
    void keepsWhatPeopleRead(String id, String name) {
        assertThat(safe(id)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, __.._etc_passwd",
        "a/b\\c:d, a_b_c_d",
        "a*b?c<d>e|f, a_b_c_d_e_f",
        ".hidden, _hidden",
        "-rf, _rf",
        "'  x', _x",
        "'x. ', x_",
        "'', _",
        "..., _",
        "con, _con",
        "NUL.png, _NUL.png",
        "com1.tar.gz, _com1.tar.gz",
        "console.png, console.png",
    })
    void replacesWhatFileSystemsForbid(String id, String name) {
        assertThat(safe(id)).isEqualTo(name);
    }

    @Test
    void replacesWhatDoesNotShow() {
        assertThat(safe("a\u0000b\nc\u202egnp.exe\u2028d\ud800e")).isEqualTo("a_b_c_gnp.exe_d_e");
    }

    /** A file could not be made, for instance in a container without a locale. */
    @Test
    void replacesWhatTheSystemsNamesLack() {
        assertThat(FileNames.safe("für 写真.png", StandardCharsets.US_ASCII)).isEqualTo("f_r __.png");
    }

    @Test
    void keepsNamesShortInBytesAndTheirEndings() {
        assertThat(safe("x".repeat(5000))).hasSize(150);
        assertThat(safe("写".repeat(5000) + ".jpeg")).endsWith("写.jpeg");
        assertThat(safe("写".repeat(5000) + ".jpeg").getBytes(StandardCharsets.UTF_8))
                .hasSizeBetween(147, 150);
        assertThat(safe("\ud83d\ude00".repeat(100))).doesNotContain("_").hasSize(2 * 37);
    }
}
