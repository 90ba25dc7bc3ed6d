package io.limpid.studio.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamOptionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "localhost:9092|''|''",
                "127.0.0.1:9092|''|''",
                "127.0.0.1:9092|team-a.| --prefix team-a.",
                "kafka:9092|''| --bootstrap kafka:9092",
                "one:9092, two:9092|a.| --bootstrap one:9092,two:9092 --prefix a."
            })
    void areThoseThatLimpidDoesNotAssume(String bootstrap, String prefix, String expected) {
        assertThat(StreamOptions.of(bootstrap, prefix)).isEqualTo(expected);
    }
}
