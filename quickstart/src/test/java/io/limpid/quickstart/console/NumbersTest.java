package io.limpid.quickstart.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({"0, 0 images", "1, 1 image", "2, 2 images", "100, 100 images"})
    void countsOneThingAsOne(long number, String told) {
        assertThat(Numbers.count(number, "image")).isEqualTo(told);
    }
}
