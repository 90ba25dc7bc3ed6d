package io.limpid.quickstart.process;

import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on the loopback address. */
public final class PortCheck {
    private static final String HOST = "127.0.0.1";

    private PortCheck() {}

    /**
     * @param option that sets it, for the message
     * @throws CommandFailure when something listens there
     */
    public static void requireFree(String option, int port) {
        if (port < 1 || port > 65_535) {
            throw CommandFailure.badInput("expected " + option + " from 1 to 65535, found " + port, "");
        }
        try {
            bind(port);
        } catch (IOException taken) {
            throw CommandFailure.failed(
                    "port " + port + " is in use", "stop what listens there, or choose another with " + option, taken);
        }
    }

    private static void bind(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
        }
    }

    /** That port where nothing listens on it, else any such. */
    public static int freeNear(int port) {
        try {
            if (port <= 65_535) {
                bind(port);
                return port;
            }
        } catch (IOException taken) {
            // another will do as well
        }
        return free();
    }

    /** A port that nothing listens on at the moment. */
    public static int free() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return probe.getLocalPort();
        } catch (IOException none) {
            throw CommandFailure.failed("there is no free port on " + HOST, "end some programs", none);
        }
    }
}
