package io.limpid.studio.http;

import jakarta.ws.rs.core.Response;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param reason a short code; where the stream has one, the same as in its dead letters
 * @param detail one line: expected, found, what to do next
 */
public record Problem(int status, String reason, String detail) {
    static final String MEDIA_TYPE = "application/problem+json";

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
