package io.limpid.trainer.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.streaming.limit.BodyLength;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Answers bodies that say that they are too large, where the framework's own answer is empty. */
@ApplicationScoped
public class BodyLimit {
    /** Before the framework's check of the same, which stays for bodies that don't tell their size. */
    private static final int BEFORE_THE_FRAMEWORKS_OWN = -1_000;

    private final long bytes;
    private final ObjectMapper json;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, ObjectMapper json) {
        this.bytes = limit.asLongValue();
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_THE_FRAMEWORKS_OWN).handler(this::check);
    }

    private void check(RoutingContext request) {
        String length = request.request().getHeader("Content-Length");
        if (BodyLength.isBeyond(length, bytes)) {
            request.response()
                    .setStatusCode(413)
                    .putHeader("Content-Type", MediaType.APPLICATION_JSON)
                    // the rest of the body is not read
                    .putHeader("Connection", "close")
                    .end(problem(length));
        } else {
            request.next();
        }
    }

    private String problem(String length) {
        try {
            return json.writeValueAsString(new Problem("expected a body of at most " + bytes + " bytes, found " + length
                    + "; " + RefusedRequest.TOO_LARGE));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a text has a JSON form", impossible);
        }
    }
}
