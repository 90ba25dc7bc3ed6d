package io.limpid.broker;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The broker as a process of its own: {@code BrokerMain FOLDER PORT [LISTENED:NAMED]…}. Clients that come in by a port LISTENED are
 * told to go on at NAMED. Ends on SIGTERM.
 */
public final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) {
        if (!isProper(arguments)) {
            System.err.println("usage: BrokerMain FOLDER PORT [LISTENED:NAMED]...");
            System.exit(2);
        }
        try {
            LocalBroker broker =
                    LocalBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), detours(arguments));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
            System.out.println("ready " + broker.bootstrap());
            broker.awaitShutdown();
        } catch (BrokerException failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
    }

    private static boolean isProper(String[] arguments) {
        return arguments.length >= 2
                && arguments[1].matches("\\d{1,5}")
                && Arrays.stream(arguments).skip(2).allMatch(detour -> detour.matches("\\d{1,5}:\\d{1,5}"));
    }

    private static Map<Integer, Integer> detours(String[] arguments) {
        Map<Integer, Integer> detours = new LinkedHashMap<>();
        for (int i = 2; i < arguments.length; i++) {
            String[] ports = arguments[i].split(":");
            detours.put(Integer.valueOf(ports[0]), Integer.valueOf(ports[1]));
        }
        return detours;
    }
}
