package io.limpid.broker;

import java.nio.file.Path;

/** The broker as a process of its own: {@code BrokerMain FOLDER PORT}. Ends on SIGTERM. */
public final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) {
        if (arguments.length != 2 || !arguments[1].matches("\\d{1,5}")) {
            System.err.println("usage: BrokerMain FOLDER PORT");
            System.exit(2);
        }
        try {
            LocalBroker broker = LocalBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
            System.out.println("ready " + broker.bootstrap());
            broker.awaitShutdown();
        } catch (BrokerException failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
    }
}
