package io.limpid.direct.http;

import io.limpid.direct.RefusedCall;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How refusals look: below {@code /v2} as the protocol says, elsewhere as {@code application/problem+json}. */
public class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    static final String PROTOCOL = "/v2";

    @ServerExceptionMapper
    public Response refused(RefusedCall refused, UriInfo address) {
        Response.ResponseBuilder answer = Response.status(refused.status());
        if (refused.status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
            answer.header("Retry-After", RefusedCall.TRY_AGAIN_SECONDS);
        }
        return isProtocol(address.getPath())
                ? answer.type(MediaType.APPLICATION_JSON)
                        .entity(ProtocolError.of(refused))
                        .build()
                : answer.type(Problem.MEDIA_TYPE).entity(Problem.of(refused)).build();
    }

    static boolean isProtocol(String path) {
        return path.equals(PROTOCOL) || path.startsWith(PROTOCOL + "/");
    }

    /** What was refused before it came to a resource. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException refused, UriInfo address) {
        Response response = refused.getResponse();
        if (response.hasEntity() || response.getStatus() < 400) {
            return response;
        }
        String message =
                switch (response.getStatus()) {
                    case 404 -> "nothing is at this address; /q/openapi lists what is";
                    case 405 -> "this address takes other methods; /q/openapi lists them";
                    case 413 -> Admission.TOO_LARGE;
                    default -> String.valueOf(refused.getMessage());
                };
        Response told = refused(new RefusedCall(response.getStatus(), "REFUSED", message), address);
        // headers such as Allow stay
        return Response.fromResponse(response)
                .type(told.getMediaType())
                .entity(told.getEntity())
                .build();
    }

    @ServerExceptionMapper
    public Response unforeseen(RuntimeException failure, UriInfo address) {
        LOG.error("a direct call to {} failed", address.getPath(), failure);
        return refused(
                new RefusedCall(
                        500, "INTERNAL_ERROR", "something failed that should not have; the service's log says more"),
                address);
    }
}
