package io.limpid.quickstart.command;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.LocalStack;
import io.limpid.quickstart.process.ServiceSpecs;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.process.UpState;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./limpid up}: broker and services as local processes, with models live. */
@Command(
        name = "up",
        description =
                "Start a broker and the services on this machine, ready for your own images. The models that come with"
                        + " Limpid serve, and those that were published; a run that was not published serves nobody.",
        sortOptions = false)
final class UpCommand implements Runnable {
    /** Whoever does not answer within that is stuck, or its machine is. */
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);

    @Mixin
    private UpPorts ports;

    @Option(names = "--prefix", defaultValue = "", description = "in front of all topic names (default: none)")
    private String prefix;

    @Option(
            names = "--train",
            description =
                    "publish models of digits of your own: the latest runs of mnist-denoiser, mnist-classifier and"
                            + " mnist-latent-head, trained first where there are none, which takes some minutes")
    private boolean train;

    @Option(names = "--no-train", hidden = true, description = "what is done anyway")
    private boolean noTrain;

    private final Console console = Console.standard();
    private final Home home = Home.standard();
    private final LocalStack stack = new LocalStack(home, console);

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        GivenOptions.of(spec).requireWithout("--no-train", noTrain, "--train");
        Optional<UpState> running = stack.running();
        if (running.isPresent()) {
            requireAsAsked(running.get());
            List<String> notReady = new UpCheck(ANSWER_PATIENCE).notReady(running.get());
            console.line("already up");
            notReady.forEach(console::detail);
        } else {
            stack.down();
            ports.requireFree();
            new BringUp(home, stack, console).run(address(), ports, train);
        }
        stack.running().ifPresent(this::tell);
    }

    /** What is up is left as it is, so what was asked for has to be what it is. */
    private void requireAsAsked(UpState state) {
        GivenOptions given = GivenOptions.of(spec);
        Set<String> asked = new LinkedHashSet<>(ports.differing(given, state));
        if (given.has("--prefix") && !prefix.equals(state.prefix())) {
            asked.add("--prefix");
        }
        if (train) {
            asked.add("--train");
        }
        if (!asked.isEmpty()) {
            throw CommandFailure.badInput(
                    "the services are up already, at " + state.bootstrap() + ": " + String.join(", ", asked)
                            + " would be without effect",
                    "./limpid down ends them, then ./limpid up starts them as asked");
        }
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
        console.line("");
        studio(state).ifPresent(port -> console.line("  the studio: http://localhost:" + port));
        console.line("  " + stream.command("consume --out denoised"));
        console.line("  " + stream.command("publish photo.png"));
        console.line("  " + stream.command("publish --dataset mnist --noise gaussian:0.5 --count 1000 --rate 500"));
        console.line("  kcat -P -b " + state.bootstrap() + " -t "
                + stream.topics().noisy() + " -H content-type=image/png photo.png");
        console.line("  ./limpid down");
    }
}
