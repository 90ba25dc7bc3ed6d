package io.limpid.quickstart.command;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.StreamAddress;
import picocli.CommandLine.Option;

/** Which stream a command is about. */
final class StreamOptions {
    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:LIMPID_BOOTSTRAP:-127.0.0.1:9092}",
            description = "a Kafka broker (default: what the environment says as LIMPID_BOOTSTRAP, else 127.0.0.1:9092,"
                    + " where ./limpid up starts one)")
    private String bootstrap;

    @Option(names = "--prefix", defaultValue = "", description = "in front of all topic names (default: none)")
    private String prefix;

    /** @throws CommandFailure when they are not well formed */
    StreamAddress address() {
        for (String broker : bootstrap.split(",", -1)) {
            if (!broker.matches("\\S+:\\d{1,5}")) {
                throw CommandFailure.badInput(
                        "expected --bootstrap host:port, found '" + bootstrap + "'", "for instance 127.0.0.1:9092");
            }
        }
        StreamAddress address = new StreamAddress(bootstrap, prefix);
        try {
            address.topics();
            return address;
        } catch (IllegalArgumentException illegal) {
            throw CommandFailure.badInput(illegal.getMessage(), "choose another --prefix");
        }
    }
}
