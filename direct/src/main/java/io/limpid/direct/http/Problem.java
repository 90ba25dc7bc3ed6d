package io.limpid.direct.http;

import io.limpid.direct.RefusedCall;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param title the status in words
 * @param detail one line: expected, found, what to do next
 * @param reason a short code; where the stream has one, the same as in its dead letters
 */
@Schema(
        description =
                "What went wrong, as RFC 9457 has it; reason is a code, the same as in dead letters where they have it")
public record Problem(String title, int status, String detail, String reason) {
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(RefusedCall refused) {
        Response.Status status = Response.Status.fromStatusCode(refused.status());
        String title = status == null ? "Unprocessable Content" : status.getReasonPhrase();
        return new Problem(title, refused.status(), String.valueOf(refused.getMessage()), refused.reason());
    }
}
