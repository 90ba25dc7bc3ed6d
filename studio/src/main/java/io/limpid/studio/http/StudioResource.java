package io.limpid.studio.http;

import io.limpid.contracts.stream.Topics;
import io.limpid.studio.StudioConfig;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the page has to know of the studio before it shows anything. */
@Path("/api")
@Tag(name = "Studio")
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
     * @param streamOptions to be put behind {@code ./limpid}'s commands for this stream, each after a space; empty where none is needed
     */
    public record Studio(
            int maxBytes,
            String noisyTopic,
            boolean canSignIn,
            String user,
            boolean changes,
            String why,
            String streamOptions) {}

    @GET
    @Path("studio")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Limits, and whether the caller may change something")
    public Studio studio(@Context HttpServerRequest request) {
        Optional<String> user = guard.user(request);
        ChangePolicy.Verdict verdict = policy.judge(guard.caller(request, user));
        return new Studio(
                config.maxBytes(),
                topics.noisy(),
                policy.canSignIn(),
                user.orElse(""),
                verdict.allowed(),
                verdict.detail(),
                StreamOptions.of(config.studio().publicBootstrap(), topics.prefix()));
    }

    /** Asks the browser to sign in, and shows the page again. */
    @GET
    @Path("login")
    @Operation(summary = "Sign in as the configuration has it")
    @APIResponse(responseCode = "303", description = "Signed in: back to the page")
    @APIResponse(responseCode = "401", description = "Makes a browser ask for name and password")
    @APIResponse(responseCode = "429", description = "Too many wrong passwords")
    public Response login(@Context HttpServerRequest request, @Context HttpHeaders headers) {
        try {
            return policy.canSignIn() && guard.user(request).isEmpty()
                    ? readable(Guard.askToSignIn(), headers)
                    : Response.seeOther(URI.create("/")).build();
        } catch (WebApplicationException tooMany) {
            throw new WebApplicationException(readable(tooMany.getResponse(), headers));
        }
    }

    /** Browsers show it where nobody asks again. */
    private static Response readable(Response refusal, HttpHeaders headers) {
        return SignInPage.isAskedFor(headers) ? SignInPage.of(refusal) : refusal;
    }
}
