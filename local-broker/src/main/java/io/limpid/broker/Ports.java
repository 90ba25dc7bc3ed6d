package io.limpid.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on the loopback address. */
public final class Ports {
    static final String HOST = "127.0.0.1";

    private Ports() {}

    /**
     * The port itself, where nothing listens on it.
     *
     * @param port 1–65535, or 0 for any free one
     */
    static int choose(int port) {
        return port == 0 ? free() : requireFree(port);
    }

    /** A port that nothing listens on at the moment. */
    public static int free() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return probe.getLocalPort();
        } catch (IOException none) {
            throw new BrokerException("no free port on " + HOST + ": " + none.getMessage(), none);
        }
    }

    private static int requireFree(int port) {
        if (port < 0 || port > 65_535) {
            throw new BrokerException("expected a port of 1 to 65535, or 0 for any free one, got " + port);
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return port;
        } catch (IOException taken) {
            throw new BrokerException(
                    "port " + port + " on " + HOST + " is in use; stop what listens there or choose another port",
                    taken);
        }
    }
}
