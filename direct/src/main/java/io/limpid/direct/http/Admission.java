package io.limpid.direct.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.direct.DirectSettings;
import io.limpid.direct.RefusedCall;
import io.limpid.streaming.limit.BodyLength;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets direct calls in, before anything of their bodies is read: only so many at once, and none whose body says that it is too
 * large, and none for longer than a time. So the memory that callers can fill has a bound, however many there are and however
 * slowly they send or read.
 */
@ApplicationScoped
public class Admission {
    static final String TOO_LARGE =
            "expected a body of at most limpid.max-bytes bytes; send a smaller image, or fewer at once, or raise the limit";

    /** Before the framework reads bodies, and before its own check of their size, which answers without a word. */
    private static final int FIRST = -1_000;

    /** Where health, metrics and descriptions are. */
    private static final String NOT_DIRECT = "/q/";

    /** Those that have no body to be read. */
    private static final Set<HttpMethod> WITHOUT_BODY = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final DirectSettings settings;
    private final ObjectMapper json;
    private final MeterRegistry registry;
    private final AtomicInteger inside = new AtomicInteger();

    Admission(DirectSettings settings, ObjectMapper json, MeterRegistry registry) {
        this.settings = settings;
        this.json = json;
        this.registry = registry;
        Gauge.builder("limpid.direct.calls", inside, AtomicInteger::get)
                .description("Direct calls that are inside now, working or waiting")
                .register(registry);
    }

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(this::admit);
    }

    /** All addresses but the framework's own: there are more ways to write one than a list could hold, such as ;parameters. */
    private void admit(RoutingContext call) {
        String path = call.normalizedPath();
        if (path.startsWith(NOT_DIRECT)) {
            call.next();
        } else if (!settings.enabled()) {
            refuse(call, new RefusedCall(404, "DISABLED", "direct calls are turned off: limpid.direct.enabled=false"));
        } else if (WITHOUT_BODY.contains(call.request().method())) {
            call.next();
        } else {
            admitWork(call, kind(path));
        }
    }

    /** Few, whatever callers ask for: they become tags. */
    private static String kind(String path) {
        if (Refusals.isProtocol(path)) {
            return "infer";
        }
        return path.startsWith("/denoise") || path.startsWith("/classify") ? "image" : "other";
    }

    private void admitWork(RoutingContext call, String name) {
        int now = inside.incrementAndGet();
        Runnable leave = leaveOnce(call, name);
        long cut = call.vertx().setTimer(settings.timeout().toMillis(), late -> {
            call.request().connection().close();
            leave.run();
        });
        call.addEndHandler(ended -> {
            call.vertx().cancelTimer(cut);
            leave.run();
        });
        Optional<RefusedCall> refused = now > settings.most() ? Optional.of(full()) : unbearable(call.request());
        refused.ifPresentOrElse(why -> refuse(call, why), call::next);
    }

    private Runnable leaveOnce(RoutingContext call, String name) {
        long began = System.nanoTime();
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (!left.getAndSet(true)) {
                inside.decrementAndGet();
                timer(name, call.response().getStatusCode()).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            }
        };
    }

    private RefusedCall full() {
        return RefusedCall.later("expected at most " + settings.most()
                + " direct calls at once (limpid.direct.most); try again, or publish to the stream");
    }

    private Optional<RefusedCall> unbearable(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        boolean untold = request.getHeader("Transfer-Encoding") != null || request.version() == HttpVersion.HTTP_2;
        if (length == null && untold) {
            return Optional.of(new RefusedCall(
                    411,
                    "LENGTH_REQUIRED",
                    "expected a header Content-Length, found a body that doesn't tell its length"));
        }
        int most = settings.payload().maxBytes();
        if (BodyLength.isBeyond(length, most)) {
            return Optional.of(
                    new RefusedCall(413, "TOO_MANY_BYTES", TOO_LARGE + ", which is " + most + "; found " + length));
        }
        return Optional.empty();
    }

    private Timer timer(String name, int status) {
        return Timer.builder("limpid.direct.time")
                .description("Direct calls, from their headers to the end of their answers")
                .tag("call", name)
                .tag("status", Integer.toString(status))
                .register(registry);
    }

    private void refuse(RoutingContext call, RefusedCall refused) {
        boolean protocol = Refusals.isProtocol(call.normalizedPath());
        HttpServerResponse response = call.response().setStatusCode(refused.status());
        response.putHeader("Content-Type", protocol ? MediaType.APPLICATION_JSON : Problem.MEDIA_TYPE);
        if (refused.status() == 503) {
            response.putHeader("Retry-After", Integer.toString(RefusedCall.TRY_AGAIN_SECONDS));
        }
        if (call.request().method() == HttpMethod.POST) {
            // the rest of the body is not read
            response.putHeader("Connection", "close");
        }
        response.end(text(protocol ? ProtocolError.of(refused) : Problem.of(refused)));
    }

    private String text(Object told) {
        try {
            return json.writeValueAsString(told);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and numbers have a JSON form", impossible);
        }
    }
}
