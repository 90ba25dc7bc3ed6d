package io.limpid.trainer.service;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What went wrong, as answers tell it. */
@Schema(description = "What went wrong: expected, found, what to do next")
public record Problem(String message) {
    static Response response(int status, String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(new Problem(message))
                .build();
    }

    static WebApplicationException exception(int status, String message) {
        return new WebApplicationException(message, response(status, message));
    }
}
