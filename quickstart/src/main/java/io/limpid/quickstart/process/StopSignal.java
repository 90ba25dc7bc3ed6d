package io.limpid.quickstart.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C, a termination signal or the end of the terminal, as a wish that work in progress sees. A second one ends the process at once.
 *
 * <p>Signals are taken from the virtual machine, since with its own handling it shuts down: ONNX Runtime closes itself then, also under
 * the feet of who runs a model, and the process crashes.
 */
public final class StopSignal implements AutoCloseable {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
    /** Shells add the signal's number to it. */
    private static final int ENDED_BY_SIGNAL = 128;

    private final Map<Signal, SignalHandler> before = new HashMap<>();
    private volatile int exitCode;

    private StopSignal() {}

    /** Watches until it is closed. */
    public static StopSignal listening() {
        StopSignal stop = new StopSignal();
        NAMES.forEach(stop::watch);
        return stop;
    }

    private void watch(String name) {
        try {
            Signal signal = new Signal(name);
            SignalHandler other = Signal.handle(signal, this::given);
            if (other.equals(SignalHandler.SIG_IGN)) {
                // as nohup wants it
                Signal.handle(signal, other);
            } else {
                before.put(signal, other);
            }
        } catch (IllegalArgumentException unknown) {
            // this system, or the option -Xrs, leaves it to others
        }
    }

    private synchronized void given(Signal signal) {
        if (isGiven()) {
            Runtime.getRuntime().halt(exitCode);
        }
        exitCode = ENDED_BY_SIGNAL + signal.getNumber();
    }

    /** Whether the work is to end. */
    public boolean isGiven() {
        return exitCode != 0;
    }

    /** What shells say of a process that such a signal ended; 0 where none came. */
    public int exitCode() {
        return exitCode;
    }

    /** @throws CancellationException once the work is to end */
    public void check() {
        if (isGiven()) {
            throw new CancellationException("stopped by a signal");
        }
    }

    /** Signals do what they did before. */
    @Override
    public void close() {
        before.forEach(Signal::handle);
    }
}
