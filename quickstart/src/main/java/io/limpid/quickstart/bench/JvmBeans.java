package io.limpid.quickstart.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.ServiceProcess;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What Java processes of the same user tell of themselves by JMX, whether or not they serve it on a port. */
final class JvmBeans implements AutoCloseable {
    private final List<ServiceProcess> processes;
    private final List<JMXConnector> connections = new ArrayList<>();
    private final List<CompilationMXBean> compilers = new ArrayList<>();
    private final List<ThreadMXBean> threads = new ArrayList<>();

    /**
     * Connects.
     *
     * @param processes each with a Java that has a compiler
     * @throws CommandFailure when one can't be asked
     */
    JvmBeans(List<ServiceProcess> processes) {
        this.processes = List.copyOf(processes);
        for (ServiceProcess process : processes) {
            try {
                JMXConnector connection = Attached.to(process.pid());
                connections.add(connection);
                compilers.add(bean(connection, ManagementFactory.COMPILATION_MXBEAN_NAME, CompilationMXBean.class));
                threads.add(bean(connection, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class));
            } catch (IOException failure) {
                close();
                process.requireAlive();
                throw CommandFailure.failed(
                        "the " + process.name() + " can't be asked what its Java does: " + failure.getMessage(),
                        "run the bench without -XX:+DisableAttachMechanism, as the user who started it",
                        failure);
            }
        }
    }

    private static <T extends PlatformManagedObject> T bean(JMXConnector connection, String name, Class<T> type)
            throws IOException {
        MBeanServerConnection server = connection.getMBeanServerConnection();
        return ManagementFactory.newPlatformMXBeanProxy(server, name, type);
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

    /** Whether this Java has the tools to ask others. */
    static boolean canAsk() {
        return ModuleLayer.boot().findModule("jdk.attach").isPresent();
    }

    /**
     * How long all their compilers have been at work, in milliseconds.
     *
     * @throws CommandFailure when a process has died
     */
    long compiledMillis() {
        return sum(compilers, CompilationMXBean::getTotalCompilationTime);
    }

    /**
     * How many bytes all their living threads have allocated.
     *
     * @throws CommandFailure when a process has died
     */
    long allocatedBytes() {
        return sum(threads, bean -> Arrays.stream(bean.getThreadAllocatedBytes(bean.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum());
    }

    private <T> long sum(List<T> beans, ToLongFunction<T> figure) {
        try {
            return beans.stream().mapToLong(figure).sum();
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
