package io.limpid.quickstart.command;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.LocalStack;
import io.limpid.quickstart.process.ServiceSpecs;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.process.UpState;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./limpid up}: broker and services as local processes, with models live. */
@Command(
        name = "up",
        description = "Start a broker and the services on this machine, ready for your own images.",
        sortOptions = false)
final class UpCommand implements Runnable {
    @Mixin
    private UpPorts ports;

    @Option(names = "--prefix", defaultValue = "", description = "in front of all topic names (default: none)")
    private String prefix;

    @Option(names = "--train", description = "train models of your own first, where there are none yet: some minutes")
    private boolean train;

    @Option(names = "--no-train", hidden = true, description = "what is done anyway")
    private boolean noTrain;

    private final Console console = Console.standard();
    private final Home home = Home.standard();
    private final LocalStack stack = new LocalStack(home, console);

    @Override
    public void run() {
        Optional<UpState> running = stack.running();
        if (running.isPresent()) {
            console.line("already up");
        } else {
            stack.down();
            ports.requireFree();
            new BringUp(home, stack, console).run(address(), ports, train && !noTrain);
        }
        stack.running().ifPresent(this::tell);
    }

    private static Optional<Integer> studio(UpState state) {
        return state.processes().stream()
                .filter(entry -> entry.name().equals(ServiceSpecs.STUDIO))
                .map(UpState.Entry::port)
                .findFirst();
    }

    private StreamAddress address() {
        StreamAddress address = new StreamAddress("127.0.0.1:" + ports.broker(), prefix);
        try {
            address.topics();
            return address;
        } catch (IllegalArgumentException illegal) {
            throw CommandFailure.badInput(illegal.getMessage(), "choose another --prefix");
        }
    }

    private void tell(UpState state) {
        StreamAddress stream = new StreamAddress(state.bootstrap(), state.prefix());
        console.line("");
        state.processes()
                .forEach(entry -> console.line(String.format(
                        "  %-11s 127.0.0.1:%-6d pid %-8d %s", entry.name(), entry.port(), entry.pid(), entry.log())));
        boolean standard =
                state.bootstrap().equals("127.0.0.1:9092") && state.prefix().isEmpty();
        String options = standard
                ? ""
                : " --bootstrap " + state.bootstrap() + (state.prefix().isEmpty() ? "" : " --prefix " + state.prefix());
        console.line("");
        studio(state).ifPresent(port -> console.line("  the studio: http://localhost:" + port));
        console.line("  ./limpid consume --out denoised" + options);
        console.line("  ./limpid publish photo.png" + options);
        console.line("  ./limpid publish --dataset mnist --noise gaussian:0.5 --count 1000 --rate 500" + options);
        console.line("  kcat -P -b " + state.bootstrap() + " -t "
                + stream.topics().noisy() + " -H content-type=image/png photo.png");
        console.line("  ./limpid down");
    }
}
