package io.limpid.quickstart.bench;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.ServiceProcess;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** How long the compilers of Java processes have been at work. What is measured while they are is not what a service does for days. */
final class Compilers implements AutoCloseable {
    /** Of one core's time, what compilers at rest still take: a method or two that had been called too seldom before. */
    private static final double REST = 0.04;

    private static final int LOOK_SECONDS = 5;
    /** In a row: a compilation is told when it ends, and a long one takes seconds. */
    private static final int RESTS = 3;

    private final List<ServiceProcess> processes;
    private final List<JMXConnector> connections = new ArrayList<>();
    private final List<CompilationMXBean> compilers = new ArrayList<>();
    private long lookedAtNanos;
    private long compiledMillis;

    private Compilers(List<ServiceProcess> processes) {
        this.processes = List.copyOf(processes);
        for (ServiceProcess process : processes) {
            try {
                JMXConnector connection = Attached.to(process.pid());
                connections.add(connection);
                compilers.add(ManagementFactory.newPlatformMXBeanProxy(
                        connection.getMBeanServerConnection(),
                        ManagementFactory.COMPILATION_MXBEAN_NAME,
                        CompilationMXBean.class));
            } catch (IOException failure) {
                close();
                process.requireAlive();
                throw CommandFailure.failed(
                        "the " + process.name() + " can't be asked how much Java's compiler is at work: "
                                + failure.getMessage(),
                        "run the bench without -XX:+DisableAttachMechanism, as the user who started it",
                        failure);
            }
        }
        lookedAtNanos = System.nanoTime();
        compiledMillis = total();
    }

    /** Apart, since a mere runtime, without a JDK's tools, has not the classes it uses. */
    private static final class Attached {
        static JMXConnector to(long pid) throws IOException {
            VirtualMachine machine;
            try {
                machine = VirtualMachine.attach(Long.toString(pid));
            } catch (AttachNotSupportedException refused) {
                throw new IOException(refused.getMessage(), refused);
            }
            try {
                return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
        }
    }

    /**
     * Lets processes work until their compilers rest; as long as may be where this Java has no tools to ask them.
     *
     * @param processes of the same user, each with a Java that has a compiler
     * @param most seconds after which it is enough in any case
     * @param work keeps them at it for so many seconds
     * @throws CommandFailure when one dies or can't be asked
     */
    static void warmUp(List<ServiceProcess> processes, int most, IntConsumer work) {
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            work.accept(most);
            return;
        }
        try (Compilers compilers = new Compilers(processes)) {
            int rests = 0;
            for (int left = most; left > 0 && rests < RESTS; left -= LOOK_SECONDS) {
                work.accept(Math.min(left, LOOK_SECONDS));
                rests = compilers.rested() ? rests + 1 : 0;
            }
        }
    }

    /** Whether they took next to nothing since this was asked last. */
    boolean rested() {
        long now = System.nanoTime();
        long compiled = total();
        double share = (double) (compiled - compiledMillis) / TimeUnit.NANOSECONDS.toMillis(now - lookedAtNanos);
        lookedAtNanos = now;
        compiledMillis = compiled;
        return share <= REST;
    }

    private long total() {
        try {
            return compilers.stream()
                    .mapToLong(CompilationMXBean::getTotalCompilationTime)
                    .sum();
        } catch (UndeclaredThrowableException gone) {
            processes.forEach(ServiceProcess::requireAlive);
            throw gone;
        }
    }

    @Override
    public void close() {
        for (JMXConnector connection : connections) {
            try {
                connection.close();
            } catch (IOException alreadyClosed) {
                // by the end of its process
            }
        }
    }
}
