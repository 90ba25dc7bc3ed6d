package io.limpid.trainer.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Says why a request was refused before it came to a resource: malformed JSON, another media type, a body too large. */
@Provider
public class RefusedRequest implements ExceptionMapper<WebApplicationException> {
    @Override
    public Response toResponse(WebApplicationException refused) {
        Response response = refused.getResponse();
        if (response.hasEntity() || response.getStatus() < 400) {
            return response;
        }
        // headers such as Allow stay
        return Response.fromResponse(response)
                .type(MediaType.APPLICATION_JSON)
                .entity(new Problem(message(response.getStatus(), refused)))
                .build();
    }

    private static String message(int status, WebApplicationException refused) {
        return switch (status) {
            case 400 ->
                refused.getCause() instanceof JsonProcessingException malformed ? message(malformed) : said(refused);
            case 404 -> "nothing is at this address; /q/openapi lists what is";
            case 405 -> "this address takes other methods; /q/openapi lists them";
            case 406 -> "expected an accept header that lets " + MediaType.APPLICATION_JSON + " pass";
            case 413 -> TOO_LARGE;
            case 415 -> "expected a body with content-type: " + MediaType.APPLICATION_JSON;
            default -> said(refused);
        };
    }

    static final String TOO_LARGE = "the body is larger than quarkus.http.limits.max-body-size";

    private static String said(WebApplicationException refused) {
        return String.valueOf(refused.getMessage());
    }

    /** One line: where, and what is wrong there. */
    static String message(JsonProcessingException malformed) {
        String what = malformed
                .getOriginalMessage()
                .lines()
                .findFirst()
                .orElse("")
                // where an object began is told with the reader's own terms
                .replaceFirst("[:,]? ?(expected close marker.*)?\\(start marker at.*", "");
        String key = malformed instanceof JsonMappingException mapping ? WrongBody.key(mapping) : "";
        if (!key.isEmpty()) {
            return key + " can't be read: " + what;
        }
        String where = malformed.getLocation() == null
                ? ""
                : " at line %d, column %d"
                        .formatted(
                                malformed.getLocation().getLineNr(),
                                malformed.getLocation().getColumnNr());
        return "expected JSON, found" + where + ": " + what;
    }
}
