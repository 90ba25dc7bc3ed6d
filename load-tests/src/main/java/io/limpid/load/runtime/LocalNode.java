package io.limpid.load.runtime;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.ProcessSpec;
import io.limpid.quickstart.process.Processes;
import io.limpid.quickstart.process.ServiceProcess;
import io.limpid.quickstart.process.Signals;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A process of this machine. */
final class LocalNode implements Node {
    private final Processes processes;
    private final ProcessSpec spec;
    private final @Nullable NetworkProxy proxy;
    private volatile @Nullable ServiceProcess process;
    private int starts;

    /** @param proxy by which it comes to the broker; null where it comes straight */
    LocalNode(Processes processes, ProcessSpec spec, @Nullable NetworkProxy proxy) {
        this.processes = processes;
        this.spec = spec;
        this.proxy = proxy;
    }

    /** @throws IllegalStateException before its first start */
    ServiceProcess process() {
        ServiceProcess started = process;
        if (started == null) {
            throw new IllegalStateException(name() + " has not been started");
        }
        return started;
    }

    @Override
    public String name() {
        return spec.name();
    }

    /** Each with a log of its own: what a killed one had to say is worth keeping. */
    @Override
    public void start() {
        starts++;
        process = processes.start(starts == 1 ? spec : spec.logging(name() + "." + starts));
    }

    @Override
    public void stop() {
        processes.stop(process());
    }

    @Override
    public void kill() {
        processes.kill(process());
    }

    @Override
    public void pause() {
        Signals.pause(process().pid());
    }

    @Override
    public void resume() {
        Signals.resume(process().pid());
    }

    @Override
    public void cut() {
        proxy().cut();
    }

    @Override
    public void delay(Duration more) {
        proxy().delay(more);
    }

    @Override
    public void heal() {
        proxy().heal();
    }

    private NetworkProxy proxy() {
        if (proxy == null) {
            throw CommandFailure.failed(
                    "nothing stands between the " + name() + " and the broker", "let the scenario plan such a fault");
        }
        return proxy;
    }

    /** No disk is filled, which others would feel: the process may write no file as large as the model's. */
    @Override
    public void fillModelCache() {
        Signals.limitFileSize(process().pid(), ModelSet.FULL_CACHE_BYTES);
    }

    @Override
    public void emptyModelCache() {
        Signals.unlimitFileSize(process().pid());
    }

    @Override
    public boolean isRunning() {
        ServiceProcess started = process;
        return started != null && started.isAlive();
    }

    @Override
    public OptionalLong residentMebibytes() {
        return isRunning() ? process().residentMebibytes() : OptionalLong.empty();
    }
}
