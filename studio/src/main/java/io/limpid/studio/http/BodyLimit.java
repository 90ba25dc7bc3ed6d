package io.limpid.studio.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.streaming.limit.BodyLength;
import io.limpid.studio.StudioConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Refuses bodies that say that they are too large with a reason, where the framework's own answer is empty. */
@ApplicationScoped
public class BodyLimit {
    /** Before the framework's check of the same, which stays for bodies that don't tell their size. */
    private static final int BEFORE_THE_FRAMEWORKS_OWN = -1_000;

    private final int most;
    private final ObjectMapper json;

    BodyLimit(StudioConfig config, ObjectMapper json) {
        this.most = config.maxBytes();
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route("/api/*").order(BEFORE_THE_FRAMEWORKS_OWN).handler(this::check);
    }

    private void check(RoutingContext call) {
        String length = call.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (BodyLength.isBeyond(length, most)) {
            Problem problem = Problem.tooManyBytes(
                    "expected at most " + most + " bytes, found " + length + "; choose a smaller image");
            call.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    // the rest of the body is not read
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .end(text(problem));
        } else {
            call.next();
        }
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a problem has a JSON form", impossible);
        }
    }
}
