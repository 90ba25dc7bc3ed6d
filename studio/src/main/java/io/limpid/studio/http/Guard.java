package io.limpid.studio.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Lets no request change anything that may not, before its body is read. */
@Singleton
public class Guard {
    private static final String CHALLENGE = "Basic realm=\"Limpid studio\", charset=\"UTF-8\"";

    private final Provider<ChangePolicy> policy;
    private final Provider<Users> users;

    /** Filters are made while the service is built up, before there is a configuration to make these two of. */
    Guard(Provider<ChangePolicy> policy, Provider<Users> users) {
        this.policy = policy;
        this.users = users;
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    public @Nullable Response check(HttpServerRequest request) {
        if (!ChangePolicy.isChange(request.method().name())) {
            return null;
        }
        ChangePolicy.Verdict verdict = policy.get().judge(caller(request));
        return verdict.allowed() ? null : new Problem(verdict.status(), verdict.reason(), verdict.detail()).response();
    }

    /** Makes a browser ask for name and password. */
    static Response askToSignIn() {
        return Response.status(Response.Status.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
                .build();
    }

    /** Who is signed in; empty where nobody is. */
    Optional<String> user(HttpServerRequest request) {
        return header(request, HttpHeaders.AUTHORIZATION)
                .flatMap(header -> users.get().signedIn(header));
    }

    /** What a request says of its caller. */
    ChangePolicy.Caller caller(HttpServerRequest request) {
        return new ChangePolicy.Caller(
                request.remoteAddress() == null
                        ? ""
                        : String.valueOf(request.remoteAddress().hostAddress()),
                request.authority() == null ? "" : request.authority().toString(),
                header(request, "Forwarded").isPresent()
                        || header(request, "X-Forwarded-For").isPresent(),
                header(request, "Origin"),
                header(request, "Sec-Fetch-Site"),
                user(request).isPresent());
    }

    private static Optional<String> header(HttpServerRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name));
    }
}
