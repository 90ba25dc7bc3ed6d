package io.limpid.studio.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
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
    private final Provider<WrongPasswords> wrongPasswords;

    /** Filters are made while the service is built up, before there is a configuration to make these of. */
    Guard(Provider<ChangePolicy> policy, Provider<Users> users, Provider<WrongPasswords> wrongPasswords) {
        this.policy = policy;
        this.users = users;
        this.wrongPasswords = wrongPasswords;
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    public @Nullable Response check(HttpServerRequest request) {
        if (!ChangePolicy.isChange(request.method().name())) {
            return null;
        }
        ChangePolicy.Verdict verdict = policy.get().judge(caller(request, user(request)));
        return verdict.allowed() ? null : new Problem(verdict.status(), verdict.reason(), verdict.detail()).response();
    }

    /** Makes a browser ask for name and password. */
    static Response askToSignIn() {
        return Response.status(Response.Status.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
                .build();
    }

    /**
     * Who is signed in; to be asked once a request, since a wrong password counts each time.
     *
     * @return empty where nobody is
     * @throws WebApplicationException with status 429 when too many wrong passwords came from there
     */
    Optional<String> user(HttpServerRequest request) {
        Optional<String> header = header(request, HttpHeaders.AUTHORIZATION);
        if (header.isEmpty() || !policy.get().canSignIn()) {
            return Optional.empty();
        }
        WrongPasswords wrong = wrongPasswords.get();
        if (wrong.areTooMany(address(request))) {
            throw tooManyWrongPasswords();
        }
        Optional<String> user = users.get().signedIn(header.get());
        if (user.isEmpty()) {
            wrong.note(address(request));
        }
        return user;
    }

    private static WebApplicationException tooManyWrongPasswords() {
        Problem problem = new Problem(
                429,
                "TOO_MANY_WRONG_PASSWORDS",
                "expected at most " + WrongPasswords.MOST + " wrong passwords from one address; try again in "
                        + WrongPasswords.PAUSE.toMinutes() + " minutes");
        return new WebApplicationException(problem.response(WrongPasswords.PAUSE));
    }

    private static String address(HttpServerRequest request) {
        return request.remoteAddress() == null
                ? ""
                : String.valueOf(request.remoteAddress().hostAddress());
    }

    /** What a request says of its caller. @param user who is signed in */
    ChangePolicy.Caller caller(HttpServerRequest request, Optional<String> user) {
        return new ChangePolicy.Caller(
                address(request),
                request.authority() == null ? "" : request.authority().toString(),
                header(request, "Forwarded").isPresent()
                        || header(request, "X-Forwarded-For").isPresent(),
                header(request, "Origin"),
                header(request, "Sec-Fetch-Site"),
                user.isPresent());
    }

    private static Optional<String> header(HttpServerRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name));
    }
}
