package io.limpid.quickstart.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns the end of this virtual machine, as after Ctrl-C, into a wish that work in progress can see, and waits until it has ended. */
public final class StopRequest implements AutoCloseable {
    /** As long as a broker may take to store what is on its way. */
    private static final int PATIENCE_SECONDS = 35;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop-request");
    private volatile boolean isMade;

    private StopRequest() {}

    public static StopRequest atExit() {
        StopRequest request = new StopRequest();
        Runtime.getRuntime().addShutdownHook(request.hook);
        return request;
    }

    private void stop() {
        isMade = true;
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the work is to end. */
    public boolean isMade() {
        return isMade;
    }

    /** The work has ended, and what it did is told. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The virtual machine is ending: the hook returns by itself.
        }
    }
}
