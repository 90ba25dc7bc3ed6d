package io.limpid.contracts.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageIdTest {
    @ParameterizedTest
    @CsvSource({
        // key, ce_id, id in the payload, expected
        "key, event, payload, key",
        "'', event, payload, event",
        ", event, payload, event",
        ", '', payload, payload",
        ", , payload, payload",
        ", , '', images.noisy-2-1041",
        "'', '', '', images.noisy-2-1041",
        "schlüssel/1, , '', schlüssel/1",
    })
    void isTheFirstThatIsThere(String key, String eventId, String payloadId, String expected) {
        var headers = eventId == null ? Records.headers() : Records.headers("ce_id", eventId);
        var record = Records.record(key == null ? null : Records.utf8(key), headers);

        assertThat(ImageId.of(record, payloadId)).isEqualTo(expected);
    }

    @Test
    void passesOverAnEventIdWithoutValue() {
        var headers = Records.headers();
        headers.add("ce_id", null);

        assertThat(ImageId.of(Records.record(null, headers), "payload")).isEqualTo("payload");
    }
}
