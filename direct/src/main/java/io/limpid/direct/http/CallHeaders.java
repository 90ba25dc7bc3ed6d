package io.limpid.direct.http;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.stream.HeaderNames;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** An HTTP call's headers as those of a record. */
public final class CallHeaders {
    /** What HTTP clients say of bytes of which they know nothing; curl says the second of anything. */
    private static final Set<String> UNKNOWN =
            Set.of("application/octet-stream", "application/x-www-form-urlencoded", "*/*");

    private CallHeaders() {}

    /**
     * The content type, unless it says nothing; the accept header, where it asks for an image; and the one that names a model.
     *
     * @param model the header that names a model
     */
    public static Headers read(HttpHeaders http, AnswerKind kind, String model) {
        Headers headers = new RecordHeaders();
        text(http, HeaderNames.CONTENT_TYPE)
                .filter(type -> !UNKNOWN.contains(ContentType.bare(type)))
                .ifPresent(type -> HeaderNames.set(headers, HeaderNames.CONTENT_TYPE, type));
        if (kind == AnswerKind.IMAGE) {
            text(http, HeaderNames.ACCEPT).ifPresent(types -> HeaderNames.set(headers, HeaderNames.ACCEPT, types));
        }
        text(http, model).ifPresent(name -> HeaderNames.set(headers, model, name));
        return headers;
    }

    private static Optional<String> text(HttpHeaders http, String name) {
        return Optional.ofNullable(http.getHeaderString(name));
    }
}
