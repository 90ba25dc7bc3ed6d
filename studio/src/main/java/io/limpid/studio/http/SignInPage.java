package io.limpid.studio.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What a browser shows where a sign-in has failed, instead of an error page of its own. */
final class SignInPage {
    private static final String HTML = """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <title>%1$s – Limpid studio</title>
              <link rel="icon" href="/icon.svg" type="image/svg+xml">
              <link rel="stylesheet" href="/css/studio.css">
            </head>
            <body>
              <main class="container">
                <h1>%1$s</h1>
                <p>%2$s</p>
                <p><a href="/">Back to the studio</a> · <a href="/api/login">Sign in</a></p>
              </main>
            </body>
            </html>
            """;

    private SignInPage() {}

    static boolean isAskedFor(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream().anyMatch(MediaType.TEXT_HTML_TYPE::equals);
    }

    /** With a refusal's status and headers. */
    static Response of(Response refusal) {
        String html = refusal.getStatus() == 429
                ? HTML.formatted(
                        "Too many wrong passwords",
                        "None from your address is looked at any more. Try again in " + WrongPasswords.PAUSE.toMinutes()
                                + " minutes.")
                : HTML.formatted(
                        "Not signed in",
                        "Nobody goes by that name and password, or none was given. You can look at everything all the same.");
        return Response.fromResponse(refusal)
                .type(MediaType.TEXT_HTML + ";charset=UTF-8")
                .entity(html)
                .build();
    }
}
