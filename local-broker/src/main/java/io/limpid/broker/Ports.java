package io.limpid.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports on the loopback address, for servers that must know theirs before they listen. None is given twice by one JVM, and none
 * is of those that systems take for outgoing connections (32768 and above on Linux, 16000 and above in gVisor), so that nobody has it when its server starts.
 */
public final class Ports {
    static final String HOST = "127.0.0.1";

    private static final int LOWEST = 10_000;
    private static final int FIRST_OUTGOING = 16_000;
    private static final int TRIES = 1_000;
    /** Programs that look at the same time, as tests side by side do, look in different tenths first. */
    private static final int SHARE = (FIRST_OUTGOING - LOWEST) / 10;

    private static final int OWN = LOWEST + (int) (ProcessHandle.current().pid() % 10) * SHARE;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * The port itself, where nothing listens on it.
     *
     * @param port 1–65535, or 0 for any free one
     */
    static int choose(int port) {
        return port == 0 ? free() : requireFree(port);
    }

    /**
     * A port that nothing listens on at the moment.
     *
     * @throws BrokerException when there is none
     */
    public static int free() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return IntStream.concat(random.ints(TRIES, OWN, OWN + SHARE), random.ints(TRIES, LOWEST, FIRST_OUTGOING))
                .filter(Ports::take)
                .findFirst()
                .orElseThrow(() -> new BrokerException("no free port on " + HOST + "; end some programs"));
    }

    /**
     * That port where it is one, and nothing listens on it; else any such.
     *
     * @throws BrokerException when there is none
     */
    public static int freeNear(int port) {
        return port >= 1 && port <= 65_535 && take(port) ? port : free();
    }

    private static boolean take(int port) {
        return !GIVEN.contains(port) && isFree(port) && GIVEN.add(port);
    }

    private static int requireFree(int port) {
        if (port < 0 || port > 65_535) {
            throw new BrokerException("expected a port of 1 to 65535, or 0 for any free one, got " + port);
        }
        if (!isFree(port)) {
            throw new BrokerException(
                    "port " + port + " on " + HOST + " is in use; stop what listens there or choose another port");
        }
        return port;
    }

    /** Whether nothing listens on that port, 1–65535. */
    public static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
