package io.limpid.quickstart.process;

import io.limpid.broker.Ports;
import io.limpid.quickstart.console.CommandFailure;

/** Ports that a user asked for. */
public final class PortCheck {
    private PortCheck() {}

    /**
     * @param option that sets it, for the message
     * @throws CommandFailure when something listens there
     */
    public static void requireFree(String option, int port) {
        if (port < 1 || port > 65_535) {
            throw CommandFailure.badInput("expected " + option + " from 1 to 65535, found " + port, "");
        }
        if (!Ports.isFree(port)) {
            throw CommandFailure.failed(
                    "port " + port + " is in use", "stop what listens there, or choose another with " + option);
        }
    }
}
