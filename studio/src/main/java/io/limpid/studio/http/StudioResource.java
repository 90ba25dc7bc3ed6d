package io.limpid.studio.http;

import io.limpid.contracts.stream.Topics;
import io.limpid.studio.StudioConfig;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the page has to know of the studio before it shows anything. */
@Path("/api")
public class StudioResource {
    private final StudioConfig config;
    private final Topics topics;
    private final ChangePolicy policy;
    private final Guard guard;

    StudioResource(StudioConfig config, Topics topics, ChangePolicy policy, Guard guard) {
        this.config = config;
        this.topics = topics;
        this.policy = policy;
        this.guard = guard;
    }

    /**
     * The studio to this caller.
     *
     * @param user who is signed in; empty where nobody is
     * @param changes whether this caller may change something
     * @param why not; empty where it may
     */
    public record Studio(
            int maxBytes, String noisyTopic, boolean canSignIn, String user, boolean changes, String why) {}

    @GET
    @Path("studio")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Limits, and whether the caller may change something")
    public Studio studio(@Context HttpServerRequest request) {
        ChangePolicy.Verdict verdict = policy.judge(guard.caller(request));
        return new Studio(
                config.maxBytes(),
                topics.noisy(),
                policy.canSignIn(),
                guard.user(request).orElse(""),
                verdict.allowed(),
                verdict.detail());
    }

    /** Asks the browser to sign in, and shows the page again. */
    @GET
    @Path("login")
    @Operation(summary = "Sign in as the configuration has it")
    public Response login(@Context HttpServerRequest request) {
        return policy.canSignIn() && guard.user(request).isEmpty()
                ? Guard.askToSignIn()
                : Response.seeOther(URI.create("/")).build();
    }
}
