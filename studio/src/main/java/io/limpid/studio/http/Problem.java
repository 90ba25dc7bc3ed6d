package io.limpid.studio.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param reason a short code; where the stream has one, the same as in its dead letters
 * @param detail one line: expected, found, what to do next
 */
public record Problem(int status, String reason, String detail) {
    static final String DESCRIPTION =
            "Why not: a code in reason, the same as in dead letters where they have it, and a line for people";

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem tooManyBytes(String detail) {
        return new Problem(413, "TOO_MANY_BYTES", detail);
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }

    /** @param wait after which it may be asked again */
    Response response(Duration wait) {
        return Response.fromResponse(response())
                .header(HttpHeaders.RETRY_AFTER, wait.toSeconds())
                .build();
    }
}
