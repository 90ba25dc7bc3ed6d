package io.limpid.quickstart.process;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The processes a command has started. They end with it, however it ends, unless it lets them go. */
public final class Processes implements AutoCloseable {
    private final List<ServiceProcess> running = new ArrayList<>();
    private final Thread hook = new Thread(this::stopAll, "stop-processes");
    private final boolean lasting;

    /** @param lasting whether the processes are meant to be let go */
    public Processes(boolean lasting) {
        this.lasting = lasting;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public synchronized ServiceProcess start(ProcessSpec spec) {
        ServiceProcess process = ServiceProcess.start(spec, lasting);
        running.add(process);
        return process;
    }

    public synchronized List<ServiceProcess> running() {
        return List.copyOf(running);
    }

    /** Stops one of them. */
    public synchronized void stop(ServiceProcess process) {
        Stopping.all(List.of(process.handle()));
        running.remove(process);
    }

    /** Ends one of them at once: none of its hooks runs, nothing is flushed. */
    public synchronized void kill(ServiceProcess process) {
        process.handle().destroyForcibly();
        process.handle().onExit().join();
        running.remove(process);
    }

    /** Lets all of them live on. */
    public synchronized void release() {
        running.clear();
    }

    /** Services go before the broker, which they still want to talk to. */
    private synchronized void stopAll() {
        Predicate<ServiceProcess> isBroker = process -> process.name().equals(ServiceSpecs.BROKER);
        Stopping.all(handles(isBroker.negate()));
        Stopping.all(handles(isBroker));
        running.clear();
    }

    private List<ProcessHandle> handles(Predicate<ServiceProcess> which) {
        return running.stream().filter(which).map(ServiceProcess::handle).toList();
    }

    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The virtual machine is ending and runs the hook itself; it finds nothing left to stop.
        }
    }
}
