package io.limpid.streaming.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyLengthTest {
    @ParameterizedTest
    @CsvSource({"100, false", "101, true", "99999999999999999999999, true", "-101, false", "many, false", ", false"})
    void tellsABodyThatIsLargerThanAllowed(String contentLength, boolean expected) {
        assertThat(BodyLength.isBeyond(contentLength, 100)).isEqualTo(expected);
    }
}
