package io.limpid.quickstart.bench;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.ServiceProcess;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** How long the compilers of Java processes have been at work. What is measured while they are is not what a service does for days. */
final class Compilers {
    /** Of one core's time, what compilers at rest still take: a method or two that had been called too seldom before. */
    private static final double REST = 0.04;

    private static final int LOOK_SECONDS = 5;
    /** In a row: a compilation is told when it ends, and a long one takes seconds. */
    private static final int RESTS = 3;

    private final JvmBeans beans;
    private long lookedAtNanos;
    private long compiledMillis;

    private Compilers(JvmBeans beans) {
        this.beans = beans;
        lookedAtNanos = System.nanoTime();
        compiledMillis = beans.compiledMillis();
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
        if (!JvmBeans.canAsk()) {
            work.accept(most);
            return;
        }
        try (JvmBeans beans = new JvmBeans(processes)) {
            Compilers compilers = new Compilers(beans);
            int rests = 0;
            for (int left = most; left > 0 && rests < RESTS; left -= LOOK_SECONDS) {
                work.accept(Math.min(left, LOOK_SECONDS));
                rests = compilers.rested() ? rests + 1 : 0;
            }
        }
    }

    /** Whether they took next to nothing since this was asked last. */
    private boolean rested() {
        long now = System.nanoTime();
        long compiled = beans.compiledMillis();
        double share = (double) (compiled - compiledMillis) / TimeUnit.NANOSECONDS.toMillis(now - lookedAtNanos);
        lookedAtNanos = now;
        compiledMillis = compiled;
        return share <= REST;
    }
}
