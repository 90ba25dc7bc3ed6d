package io.limpid.studio.http;

import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.PayloadProblem;
import io.limpid.studio.ModelActions.OutdatedException;
import io.limpid.studio.stream.NotWrittenException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** How refusals and failures look. */
public class Problems {
    private final String largest;

    Problems(@ConfigProperty(name = "quarkus.http.limits.max-body-size") String largest) {
        this.largest = largest;
    }

    @ServerExceptionMapper
    public Response refused(MalformedPayloadException refused) {
        int status = refused.problem() == PayloadProblem.TOO_MANY_BYTES ? 413 : 422;
        return new Problem(status, refused.problem().name(), String.valueOf(refused.getMessage())).response();
    }

    @ServerExceptionMapper
    public Response malformed(IllegalArgumentException malformed) {
        return new Problem(400, "MALFORMED_REQUEST", String.valueOf(malformed.getMessage())).response();
    }

    @ServerExceptionMapper
    public Response outdated(OutdatedException outdated) {
        return new Problem(409, "OUTDATED", outdated.getMessage() + "; the page shows how it is now").response();
    }

    @ServerExceptionMapper
    public Response notWritten(NotWrittenException failure) {
        return new Problem(503, "BROKER_AWAY", failure.getMessage() + "; send it again when the broker is back")
                .response();
    }

    @ServerExceptionMapper
    public Response notRead(KafkaException failure) {
        return new Problem(
                        503,
                        "BROKER_AWAY",
                        "the broker did not answer in time; what is asked for is there again when it does")
                .response();
    }

    /** What was refused before it came to a resource. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException refused) {
        Response response = refused.getResponse();
        if (response.hasEntity() || response.getStatus() < 400) {
            return response;
        }
        int status = response.getStatus();
        Problem problem = status == 413
                ? Problem.tooManyBytes("expected at most " + largest + " bytes; choose a smaller image")
                : new Problem(status, "REFUSED", String.valueOf(refused.getMessage()));
        return problem.response();
    }
}
