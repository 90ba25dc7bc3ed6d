package io.limpid.studio.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may change something: send an image, put a model live, replay a dead letter. Where people can sign in, those who have; where
 * nobody can, only a browser on this machine. And always only this page itself, never another site that a browser has open.
 */
public final class ChangePolicy {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean canSignIn;
    private final boolean trustLoopback;

    /**
     * @param canSignIn whether there are users
     * @param trustLoopback whether this machine's browser may change something where there are none
     */
    public ChangePolicy(boolean canSignIn, boolean trustLoopback) {
        this.canSignIn = canSignIn;
        this.trustLoopback = trustLoopback;
    }

    /**
     * What a request says of its caller.
     *
     * @param remoteAddress of the connection's other end
     * @param host the request's authority, such as {@code localhost:8085}
     * @param forwarded whether a proxy says that it stands between
     * @param origin the site that the request comes from, as browsers tell; empty where none does
     * @param fetchSite the same in relation to this one, as newer browsers tell
     * @param signedIn whether it is known who it is
     */
    record Caller(
            String remoteAddress,
            String host,
            boolean forwarded,
            Optional<String> origin,
            Optional<String> fetchSite,
            boolean signedIn) {}

    /**
     * Whether a change may be made.
     *
     * @param status 200, 401 or 403
     * @param reason a short code; empty where it may
     * @param detail for people; empty where it may
     */
    record Verdict(int status, String reason, String detail) {
        private static final Verdict ALLOWED = new Verdict(200, "", "");

        boolean allowed() {
            return status == 200;
        }
    }

    static boolean isChange(String method) {
        return !READING.contains(method.toUpperCase(Locale.ROOT));
    }

    boolean canSignIn() {
        return canSignIn;
    }

    Verdict judge(Caller caller) {
        if (!isSameSite(caller)) {
            return new Verdict(
                    403, "OTHER_SITE", "expected a request of this page itself, found one that another site makes");
        }
        if (canSignIn) {
            return caller.signedIn() ? Verdict.ALLOWED : new Verdict(401, "SIGN_IN", "sign in to change something");
        }
        if (!trustLoopback) {
            return new Verdict(
                    403, "NO_USERS", "nobody may change anything: there are no users in the studio's configuration");
        }
        return isLocal(caller)
                ? Verdict.ALLOWED
                : new Verdict(
                        403,
                        "NOT_LOCAL",
                        "only a browser on the studio's own machine may change something, since its configuration names no users");
    }

    private static boolean isSameSite(Caller caller) {
        if (caller.fetchSite()
                .filter(site -> !site.equals("same-origin") && !site.equals("none"))
                .isPresent()) {
            return false;
        }
        return caller.origin().isEmpty() || isOrigin(caller.origin().get(), caller.host());
    }

    /** A proxy may have taken TLS off, so the scheme is not compared. */
    private static boolean isOrigin(String origin, String host) {
        try {
            return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** The host's name counts, too: a name of somebody else's may have been pointed at this machine. */
    private static boolean isLocal(Caller caller) {
        String name = caller.host().replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
        return !caller.forwarded() && LOCAL_NAMES.contains(name) && isLoopback(caller.remoteAddress());
    }

    private static boolean isLoopback(String address) {
        try {
            // an address in digits: no name is looked up
            return address.matches("[0-9a-fA-F.:%]+")
                    && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException malformed) {
            return false;
        }
    }

    /** Who may change something, for the log. */
    public String line() {
        if (canSignIn) {
            return "whoever is signed in";
        }
        return trustLoopback
                ? "only a browser on this machine; limpid.studio.users.NAME=PASSWORD lets others sign in"
                : "nobody; there are no users in the configuration";
    }
}
