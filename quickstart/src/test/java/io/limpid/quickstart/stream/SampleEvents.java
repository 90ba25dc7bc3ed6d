package io.limpid.quickstart.stream;

import io.limpid.client.RecordPlace;
import io.limpid.client.Result;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.Classification;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Results as the client hands them out. */
final class SampleEvents {
    private SampleEvents() {}

    static Headers headers(String eventId) {
        Headers headers = new RecordHeaders();
        if (!eventId.isEmpty()) {
            headers.add(HeaderNames.CLOUD_EVENT_ID, eventId.getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }

    static Result.Labelled labelled(Classification label, String eventId, long timestamp) {
        return new Result.Labelled(
                label.getId(),
                new RecordPlace("images.labels", 0, 0),
                timestamp,
                headers(eventId),
                label,
                Optional.empty());
    }
}
