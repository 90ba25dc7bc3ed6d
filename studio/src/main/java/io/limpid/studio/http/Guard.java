package io.limpid.studio.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Lets no request change anything that may not, before its body is read. */
@Singleton
public class Guard {
    private static final String CHALLENGE = "Basic realm=\"Limpid studio\", charset=\"UTF-8\"";

    private final ChangePolicy policy;
    private final Users users;

    Guard(ChangePolicy policy, Users users) {
        this.policy = policy;
        this.users = users;
    }

    @ServerRequestFilter
    @Priority(Priorities.AUTHORIZATION)
    public @Nullable Response check(ContainerRequestContext request, HttpServerRequest http) {
        if (!ChangePolicy.isChange(request.getMethod())) {
            return null;
        }
        ChangePolicy.Verdict verdict = policy.judge(caller(request, http));
        return verdict.allowed() ? null : new Problem(verdict.status(), verdict.reason(), verdict.detail()).response();
    }

    /** Makes a browser ask for name and password. */
    static Response askToSignIn() {
        return Response.status(Response.Status.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
                .build();
    }

    /** Who is signed in; empty where nobody is. */
    Optional<String> user(ContainerRequestContext request) {
        return Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .flatMap(users::signedIn);
    }

    /** What a request says of its caller. */
    ChangePolicy.Caller caller(ContainerRequestContext request, HttpServerRequest http) {
        return new ChangePolicy.Caller(
                http.remoteAddress() == null
                        ? ""
                        : String.valueOf(http.remoteAddress().hostAddress()),
                http.authority() == null ? "" : http.authority().toString(),
                request.getHeaderString("Forwarded") != null || request.getHeaderString("X-Forwarded-For") != null,
                Optional.ofNullable(request.getHeaderString("Origin")),
                Optional.ofNullable(request.getHeaderString("Sec-Fetch-Site")),
                user(request).isPresent());
    }
}
