package io.limpid.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0          | 0
            -0.0       | 0
            5          | 5
            26712      | 26,712
            1.70194e7  | 17,019,400
            -3         | -3
            0.5        | 0.5000
            0.01414    | 0.0141
            19.7612    | 19.76
            4812.345   | 4,812.35
            4.5e-6     | 4.5e-06
            1e300      | 1.000e+300
            NaN        | –
            -Infinity  | –
            """)
    void tellsNumbersForPeople(double value, String expected) {
        assertThat(Figures.text(value)).isEqualTo(expected);
    }
}
