package io.limpid.quickstart.process;

/** The end of this virtual machine. */
public final class Shutdown {
    private Shutdown() {}

    /** Whether it has begun, as after Ctrl-C: what fails then fails because its processes are being stopped. */
    public static boolean hasBegun() {
        try {
            Thread probe = new Thread();
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }
}
