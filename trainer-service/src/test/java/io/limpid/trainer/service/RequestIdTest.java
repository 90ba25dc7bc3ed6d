package io.limpid.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.stream.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestIdTest {
    private static ConsumerRecord<byte[], byte[]> request(byte[] key, String cloudEventId, long timestamp) {
        RecordHeaders headers = new RecordHeaders();
        HeaderNames.set(headers, HeaderNames.CLOUD_EVENT_ID, cloudEventId);
        return new ConsumerRecord<>(
                "requests", 0, 7, timestamp, TimestampType.CREATE_TIME, 0, 0, key, null, headers, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"event,inside,key,event", "'',inside,key,inside", "'','',key,key", "'','','',requests-0-7@5"})
    void isTheFirstThatThereIs(String cloudEventId, String valueId, String key, String expected) throws WrongOrder {
        assertThat(RequestId.of(request(key.getBytes(StandardCharsets.UTF_8), cloudEventId, 5), valueId))
                .isEqualTo(expected);
    }

    /** Read as text, 128 and 129 would be the same. */
    @Test
    void keysThatAreNoTextAreNoIds() throws WrongOrder {
        byte[] number = {0, 0, 0, (byte) 128};
        byte[] control = {0, 0, 0, 7};

        assertThat(RequestId.of(request(number, "", 5), "")).isEqualTo("requests-0-7@5");
        assertThat(RequestId.of(request(control, "", 5), "")).isEqualTo("requests-0-7@5");
    }

    @Test
    void theSamePlaceInATopicThatWasMadeAnewIsAnotherRequest() throws WrongOrder {
        assertThat(RequestId.of(request(null, "", 5), "")).isNotEqualTo(RequestId.of(request(null, "", 6), ""));
    }

    @Test
    void hasALimit() {
        assertThatThrownBy(() -> RequestId.of(request(null, "", 5), "x".repeat(257)))
                .isInstanceOf(WrongOrder.class)
                .hasMessage("the request id has 257 characters, at most 256 are allowed");
    }
}
