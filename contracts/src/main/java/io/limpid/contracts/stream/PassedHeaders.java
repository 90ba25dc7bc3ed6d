package io.limpid.contracts.stream;

import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What of a record's headers comes out on the other side. */
public final class PassedHeaders {
    /** These describe the value they came with, not the one that goes out. */
    private static final Set<String> LEFT_BEHIND = Set.of(
            HeaderNames.CONTENT_TYPE,
            HeaderNames.ACCEPT,
            HeaderNames.CLOUD_EVENT_TYPE,
            HeaderNames.CLOUD_EVENT_DATA_SCHEMA);

    private PassedHeaders() {}

    /**
     * All headers pass (CloudEvents id, source and time, trace context, correlation ids, the user's own), but those that
     * describe the old value or an earlier failure. Records that are CloudEvents get the new value's type.
     *
     * @param contentType of the new value
     * @param eventType the CloudEvents type of the new value
     */
    public static Headers from(Headers source, String contentType, String eventType) {
        Headers target = new RecordHeaders();
        for (Header header : source) {
            if (!LEFT_BEHIND.contains(header.key()) && !header.key().startsWith(HeaderNames.DEAD_LETTER_PREFIX)) {
                target.add(header);
            }
        }
        HeaderNames.set(target, HeaderNames.CONTENT_TYPE, contentType);
        if (source.lastHeader(HeaderNames.CLOUD_EVENT_ID) != null) {
            HeaderNames.set(target, HeaderNames.CLOUD_EVENT_TYPE, eventType);
        }
        return target;
    }
}
