package io.limpid.contracts.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Records and headers for the tests of this package. */
final class Records {
    private Records() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** @param namesAndValues a name, its value, and so on */
    static Headers headers(String... namesAndValues) {
        Headers headers = new RecordHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], utf8(namesAndValues[i + 1]));
        }
        return headers;
    }

    /** A record of topic images.noisy, partition 2, offset 1041, with the value "value". */
    static ConsumerRecord<byte[], byte[]> record(byte[] key, Headers headers) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("images.noisy", 2, 1041, key, utf8("value"));
        headers.forEach(record.headers()::add);
        return record;
    }

    /** As name=value, in order. */
    static List<String> texts(Headers headers) {
        List<String> texts = new ArrayList<>();
        headers.forEach(header -> texts.add(header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8)));
        return texts;
    }
}
